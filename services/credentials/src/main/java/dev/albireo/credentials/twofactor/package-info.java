/** The settings of two-factor sign-in by an authenticator application, as pages and as a JSON API for clients' own pages. */
@NullMarked
package dev.albireo.credentials.twofactor;

import org.jspecify.annotations.NullMarked;
