/** The keys that sign security event tokens, and nothing else: they are not those of {@code oauth} (ADR 33). */
@NullMarked
package dev.albireo.webhooks.key;

import org.jspecify.annotations.NullMarked;
