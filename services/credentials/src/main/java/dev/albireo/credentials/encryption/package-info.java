/** Secrets that must be readable again: encrypted in the database and in events for the webhooks service. */
@NullMarked
package dev.albireo.credentials.encryption;

import org.jspecify.annotations.NullMarked;
