/** The settings that are secrets: read from the environment or from files, and read again when a file changes. */
@NullMarked
package dev.albireo.secret;

import org.jspecify.annotations.NullMarked;
