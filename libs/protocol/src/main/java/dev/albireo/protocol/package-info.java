/** The standards' rules as values and pure functions, without framework, database or clock. */
@NullMarked
package dev.albireo.protocol;

import org.jspecify.annotations.NullMarked;
