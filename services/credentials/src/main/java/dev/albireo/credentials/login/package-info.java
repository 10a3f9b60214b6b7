/** The pages of login, second factor, registration and logout. */
@NullMarked
package dev.albireo.credentials.login;

import org.jspecify.annotations.NullMarked;
