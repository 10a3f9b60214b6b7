/** Measures the cost of a request: server CPU, database CPU and latency on one core, beside the floors of the same machine. */
@NullMarked
package dev.albireo.bench;

import org.jspecify.annotations.NullMarked;
