/** The authorization request that is pending during a sign-in, as {@code oauth} describes it. */
@NullMarked
package dev.albireo.credentials.interaction;

import org.jspecify.annotations.NullMarked;
