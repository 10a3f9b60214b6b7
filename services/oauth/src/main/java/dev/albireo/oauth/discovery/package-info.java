/** The metadata of this server. Lists only what is implemented and enabled. */
@NullMarked
package dev.albireo.oauth.discovery;

import org.jspecify.annotations.NullMarked;
