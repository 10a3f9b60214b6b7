/**
 * Starts the whole system on one machine without Docker, for developers ({@code make run}) and for the system tests, which use {@link
 * dev.albireo.devstack.Stack} as a library. For development only: never a part of a deployment.
 */
@NullMarked
package dev.albireo.devstack;

import org.jspecify.annotations.NullMarked;
