/** The content of this server's access tokens, in either form; callers check the grant. */
@NullMarked
package dev.albireo.oauth.access;

import org.jspecify.annotations.NullMarked;
