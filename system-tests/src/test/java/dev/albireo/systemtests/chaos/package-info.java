/** What people and applications notice of processes that end: traffic like theirs, disturbances, and the books that must balance after. */
@NullMarked
package dev.albireo.systemtests.chaos;

import org.jspecify.annotations.NullMarked;
