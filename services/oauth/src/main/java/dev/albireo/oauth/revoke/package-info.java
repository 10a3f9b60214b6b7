/** A client gives a token back before it is over (RFC 7009). */
@NullMarked
package dev.albireo.oauth.revoke;

import org.jspecify.annotations.NullMarked;
