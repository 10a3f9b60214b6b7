/** What the modules of the OpenID Foundation's conformance suite check, as far as no human is needed; docs/conformance.md has the list. */
@NullMarked
package dev.albireo.systemtests.conformance;

import org.jspecify.annotations.NullMarked;
