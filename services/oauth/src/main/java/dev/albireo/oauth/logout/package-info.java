/** Logout: the end of a login session, requested by the user or by a client. */
@NullMarked
package dev.albireo.oauth.logout;

import org.jspecify.annotations.NullMarked;
