/** The other names that some endpoints go by. */
@NullMarked
package dev.albireo.oauth.alias;

import org.jspecify.annotations.NullMarked;
