/** Clients as declared resources: what administrators and service accounts write. */
@NullMarked
package dev.albireo.oauth.client.resource;

import org.jspecify.annotations.NullMarked;
