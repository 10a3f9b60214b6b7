/** Writes the reference page of all settings from the sources of the {@code @ConfigMapping} interfaces; no part of a service. */
@NullMarked
package dev.albireo.settings;

import org.jspecify.annotations.NullMarked;
