/**
 * The start of every service: its settings are checked as a whole before a port or connection is opened, and violations are reported line
 * by line.
 */
@NullMarked
package dev.albireo.web.start;

import org.jspecify.annotations.NullMarked;
