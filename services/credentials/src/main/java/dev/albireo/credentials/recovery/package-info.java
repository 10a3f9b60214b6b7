/** Recovery codes: ten at a time, shown once, each valid for one use in place of a lost factor. */
@NullMarked
package dev.albireo.credentials.recovery;

import org.jspecify.annotations.NullMarked;
