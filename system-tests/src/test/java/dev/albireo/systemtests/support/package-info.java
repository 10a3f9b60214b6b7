/** What journeys are made of: the stack, a person with a browser's cookies, a relying party, an administrator, a soft passkey. */
@NullMarked
package dev.albireo.systemtests.support;

import org.jspecify.annotations.NullMarked;
