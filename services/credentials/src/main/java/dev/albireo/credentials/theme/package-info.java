/** The theme of the AuthConfig that applies to the current request. */
@NullMarked
package dev.albireo.credentials.theme;

import org.jspecify.annotations.NullMarked;
