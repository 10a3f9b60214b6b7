/** Takes away what is over, in small batches, one replica at a time. Nothing that is still looked at is ever taken. */
@NullMarked
package dev.albireo.oauth.sweep;

import org.jspecify.annotations.NullMarked;
