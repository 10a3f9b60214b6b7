/** The authorization request that waits while a person signs in, as {@code oauth} handed it over. */
@NullMarked
package dev.albireo.credentials.interaction;

import org.jspecify.annotations.NullMarked;
