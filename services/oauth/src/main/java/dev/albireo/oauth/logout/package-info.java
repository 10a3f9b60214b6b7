/** The end of a login session, asked for by the person or by an application. */
@NullMarked
package dev.albireo.oauth.logout;

import org.jspecify.annotations.NullMarked;
