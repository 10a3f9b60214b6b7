/** What this server says of itself. Lists what is there and nothing else. */
@NullMarked
package dev.albireo.oauth.discovery;

import org.jspecify.annotations.NullMarked;
