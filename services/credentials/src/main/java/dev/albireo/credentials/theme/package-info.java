/** How the pages look: the theme of the AuthConfig that holds for the request at hand. */
@NullMarked
package dev.albireo.credentials.theme;

import org.jspecify.annotations.NullMarked;
