/** Client metadata: its members, and the rules of each (RFC 7591 section 2, OpenID Connect Dynamic Client Registration section 2). */
@NullMarked
package dev.albireo.oauth.client.metadata;

import org.jspecify.annotations.NullMarked;
