/**
 * The checks of the modules of the OpenID Foundation's conformance suite, as far as they need no human; docs/conformance.md has the list.
 */
@NullMarked
package dev.albireo.systemtests.conformance;

import org.jspecify.annotations.NullMarked;
