/**
 * Subscriptions: which facts an application wants to be told, where, and how they are signed. Declared by administrators, like the
 * resources of the other services.
 */
@NullMarked
package dev.albireo.webhooks.subscription;

import org.jspecify.annotations.NullMarked;
