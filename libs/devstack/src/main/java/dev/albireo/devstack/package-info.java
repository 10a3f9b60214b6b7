/**
 * Starts the whole system on one machine without Docker, for people ({@code make run}) and for the system tests, which use {@link
 * dev.albireo.devstack.Stack} as a library. For development only: nothing here is part of a deployment.
 */
@NullMarked
package dev.albireo.devstack;

import org.jspecify.annotations.NullMarked;
