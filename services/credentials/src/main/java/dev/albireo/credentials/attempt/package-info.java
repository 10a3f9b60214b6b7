/** Limits on wrong attempts. Knows no secret; every attempt is reserved before the secret is verified. */
@NullMarked
package dev.albireo.credentials.attempt;

import org.jspecify.annotations.NullMarked;
