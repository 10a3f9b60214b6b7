/** The first administrator: one code, printed once, good for one account. */
@NullMarked
package dev.albireo.credentials.bootstrap;

import org.jspecify.annotations.NullMarked;
