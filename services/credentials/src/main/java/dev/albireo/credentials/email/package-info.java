/** The email address of an account: users prove the present one, or another one in its place, by a link in a mail. */
@NullMarked
package dev.albireo.credentials.email;

import org.jspecify.annotations.NullMarked;
