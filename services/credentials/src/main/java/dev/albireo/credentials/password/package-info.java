/** Passwords of people: what a new one must be like, how it is kept, how it is checked. Knows nothing of sessions. */
@NullMarked
package dev.albireo.credentials.password;

import org.jspecify.annotations.NullMarked;
