/** The shared parts of the services' tests: a real database, a settable clock and the rules of the architecture. Never shipped. */
@NullMarked
package dev.albireo.testkit;

import org.jspecify.annotations.NullMarked;
