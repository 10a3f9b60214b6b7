/** Deletes expired rows, in small batches, one replica at a time. Never deletes rows that are still read. */
@NullMarked
package dev.albireo.oauth.sweep;

import org.jspecify.annotations.NullMarked;
