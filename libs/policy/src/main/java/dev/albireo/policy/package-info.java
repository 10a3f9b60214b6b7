/** When a second factor is required, and what a list of proofs amounts to, as pure functions over plain values. */
@NullMarked
package dev.albireo.policy;

import org.jspecify.annotations.NullMarked;
