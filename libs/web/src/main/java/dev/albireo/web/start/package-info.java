/** The begin of every service: what it was told is looked at as a whole, before anything is opened, and refused or complained of line by line. */
@NullMarked
package dev.albireo.web.start;

import org.jspecify.annotations.NullMarked;
