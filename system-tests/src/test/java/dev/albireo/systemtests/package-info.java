/** Journeys against the whole running stack; each class verifies one promise of the product. */
@NullMarked
package dev.albireo.systemtests;

import org.jspecify.annotations.NullMarked;
