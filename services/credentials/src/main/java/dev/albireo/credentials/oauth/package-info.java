/** Notifies {@code oauth} of changes synchronously, ahead of the event. */
@NullMarked
package dev.albireo.credentials.oauth;

import org.jspecify.annotations.NullMarked;
