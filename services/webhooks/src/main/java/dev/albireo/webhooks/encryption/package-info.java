/** Secrets in the database of this service. */
@NullMarked
package dev.albireo.webhooks.encryption;

import org.jspecify.annotations.NullMarked;
