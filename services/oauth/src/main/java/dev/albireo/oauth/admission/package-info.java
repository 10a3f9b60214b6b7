/** Admission of client registrations: initial access tokens (RFC 7591 section 3) and the limit for requests without one. */
@NullMarked
package dev.albireo.oauth.admission;

import org.jspecify.annotations.NullMarked;
