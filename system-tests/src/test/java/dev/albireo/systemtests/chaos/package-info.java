/** Failures of processes as users and clients notice them: traffic, failures, and the consistency checks afterwards. */
@NullMarked
package dev.albireo.systemtests.chaos;

import org.jspecify.annotations.NullMarked;
