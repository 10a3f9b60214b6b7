/** What the standards say, as values and pure functions. Knows no framework, no database and no clock. */
@NullMarked
package dev.albireo.protocol;

import org.jspecify.annotations.NullMarked;
