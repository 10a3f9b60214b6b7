/** The keys that sign every token: stored encrypted, rotated without a restart, published before use. */
@NullMarked
package dev.albireo.oauth.key;

import org.jspecify.annotations.NullMarked;
