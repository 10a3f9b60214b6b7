/** Authenticator applications: enrolment, verification of codes, each for one use, and removal. */
@NullMarked
package dev.albireo.credentials.totp;

import org.jspecify.annotations.NullMarked;
