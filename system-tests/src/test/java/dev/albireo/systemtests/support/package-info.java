/** The parts of journeys: the stack, a user with a browser's cookies, a relying party, an administrator, a soft passkey. */
@NullMarked
package dev.albireo.systemtests.support;

import org.jspecify.annotations.NullMarked;
