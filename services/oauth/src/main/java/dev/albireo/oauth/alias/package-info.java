/** The alias paths of some endpoints. */
@NullMarked
package dev.albireo.oauth.alias;

import org.jspecify.annotations.NullMarked;
