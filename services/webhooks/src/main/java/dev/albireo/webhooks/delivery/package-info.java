/** The common parts of deliveries: the decryption of codes and mails, the queue of deliveries to receivers, and metrics. */
@NullMarked
package dev.albireo.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
