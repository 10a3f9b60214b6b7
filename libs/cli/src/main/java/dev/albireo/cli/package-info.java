/** The {@code albireo} command: words of people and pipelines for the admin API, which holds every rule. */
@NullMarked
package dev.albireo.cli;

import org.jspecify.annotations.NullMarked;
