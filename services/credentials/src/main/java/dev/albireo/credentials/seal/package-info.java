/** Secrets that must be read again: encrypted in the database, and handed to the webhooks service encrypted. */
@NullMarked
package dev.albireo.credentials.seal;

import org.jspecify.annotations.NullMarked;
