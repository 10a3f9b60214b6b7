/** Deliveries to webhook subscriptions, which {@code webhooks} owns. */
@NullMarked
package dev.albireo.admin.webhook;

import org.jspecify.annotations.NullMarked;
