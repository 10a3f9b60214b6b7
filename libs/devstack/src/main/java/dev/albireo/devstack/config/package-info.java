/** The secrets of one stack and the settings file of each service, which holds only what {@code docs/interfaces.md} grants it. */
@NullMarked
package dev.albireo.devstack.config;

import org.jspecify.annotations.NullMarked;
