/** How the pages of the flow look: the projection of the AuthConfigs that credentials owns. */
@NullMarked
package dev.albireo.oauth.theme;

import org.jspecify.annotations.NullMarked;
