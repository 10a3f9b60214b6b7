/** Authenticator applications: enrolling one, checking its codes, each good once, and switching it off. */
@NullMarked
package dev.albireo.credentials.totp;

import org.jspecify.annotations.NullMarked;
