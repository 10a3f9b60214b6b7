/** The forgotten password: users request a link by mail, and choose a new password with it. */
@NullMarked
package dev.albireo.credentials.reset;

import org.jspecify.annotations.NullMarked;
