/** What {@code make containers} checks of the running Compose file. */
@NullMarked
package dev.albireo.systemtests.compose;

import org.jspecify.annotations.NullMarked;
