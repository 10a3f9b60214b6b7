/** The {@code albireo} command: a command-line client of the admin API, which enforces all rules. */
@NullMarked
package dev.albireo.cli;

import org.jspecify.annotations.NullMarked;
