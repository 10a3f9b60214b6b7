/** Deletes expired rows of this service, never rows that are still read. */
@NullMarked
package dev.albireo.credentials.sweep;

import org.jspecify.annotations.NullMarked;
