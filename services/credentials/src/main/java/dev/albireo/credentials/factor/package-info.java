/** The factors of a user besides the password, and the conditions for changing them. Independent of how they are proved. */
@NullMarked
package dev.albireo.credentials.factor;

import org.jspecify.annotations.NullMarked;
