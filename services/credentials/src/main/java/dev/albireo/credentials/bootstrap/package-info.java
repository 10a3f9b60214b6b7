/** The first administrator: a code that is printed once and valid for one account. */
@NullMarked
package dev.albireo.credentials.bootstrap;

import org.jspecify.annotations.NullMarked;
