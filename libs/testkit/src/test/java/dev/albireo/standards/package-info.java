/** Checks that the classes and tests named by docs/standards.md exist. */
@NullMarked
package dev.albireo.standards;

import org.jspecify.annotations.NullMarked;
