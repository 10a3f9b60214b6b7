/** Secrets that must be readable again: encrypted in the database and in events for the webhooks service. */
@NullMarked
package dev.albireo.credentials.seal;

import org.jspecify.annotations.NullMarked;
