/** Events for subscribers: each is recorded once, unchanged. Sending is not implemented yet. */
@NullMarked
package dev.albireo.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
