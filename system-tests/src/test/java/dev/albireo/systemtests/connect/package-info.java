/** The libraries of the pages in {@code docs/connect}, run as the pages say. */
@NullMarked
package dev.albireo.systemtests.connect;

import org.jspecify.annotations.NullMarked;
