/** The themes of pages: the projection of the AuthConfigs that credentials owns. */
@NullMarked
package dev.albireo.oauth.theme;

import org.jspecify.annotations.NullMarked;
