/** Code that breaks the rules on purpose, for the rules' own test. */
@NullMarked
package dev.albireo.sample.alpha;

import org.jspecify.annotations.NullMarked;
