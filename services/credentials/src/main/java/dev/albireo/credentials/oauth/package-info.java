/** What this service tells {@code oauth} at once, instead of letting it wait for the event. */
@NullMarked
package dev.albireo.credentials.oauth;

import org.jspecify.annotations.NullMarked;
