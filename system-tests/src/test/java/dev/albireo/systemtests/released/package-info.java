/** The databases of an earlier release must work with the current services. */
@NullMarked
package dev.albireo.systemtests.released;

import org.jspecify.annotations.NullMarked;
