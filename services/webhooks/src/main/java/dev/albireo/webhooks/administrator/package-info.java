/** Who may administer, as the events of {@code credentials} say. */
@NullMarked
package dev.albireo.webhooks.administrator;

import org.jspecify.annotations.NullMarked;
