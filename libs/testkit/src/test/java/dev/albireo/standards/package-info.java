/** Checks that docs/standards.md names what there is. */
@NullMarked
package dev.albireo.standards;

import org.jspecify.annotations.NullMarked;
