/** The common parts of deliveries of codes and of mails: the decryption of their content, and metrics. */
@NullMarked
package dev.albireo.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
