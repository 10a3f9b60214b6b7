/** The secrets of one stack and the settings file of each service, which holds what {@code docs/interfaces.md} grants it, no more. */
@NullMarked
package dev.albireo.devstack.config;

import org.jspecify.annotations.NullMarked;
