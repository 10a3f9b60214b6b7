/** The events that subscribers may be told, and what they see of each: never a secret, and no personal data that was not asked for. */
@NullMarked
package dev.albireo.webhooks.catalogue;

import org.jspecify.annotations.NullMarked;
