/** The matrix of docs/threats.md: every rule is tested at every endpoint that can lead to a token or to an account change. */
@NullMarked
package dev.albireo.systemtests.doors;

import org.jspecify.annotations.NullMarked;
