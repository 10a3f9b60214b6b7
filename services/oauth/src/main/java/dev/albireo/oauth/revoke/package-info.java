/** Token revocation (RFC 7009). */
@NullMarked
package dev.albireo.oauth.revoke;

import org.jspecify.annotations.NullMarked;
