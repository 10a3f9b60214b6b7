/** The pages of signing in, of the second step, of registering and of signing out. */
@NullMarked
package dev.albireo.credentials.login;

import org.jspecify.annotations.NullMarked;
