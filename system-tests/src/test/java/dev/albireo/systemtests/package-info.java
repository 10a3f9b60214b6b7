/** Journeys against the whole running stack; each class is one promise of the product. */
@NullMarked
package dev.albireo.systemtests;

import org.jspecify.annotations.NullMarked;
