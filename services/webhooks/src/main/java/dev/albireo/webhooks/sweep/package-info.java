/** What is over here and may go. Nothing that is still looked at is ever taken. */
@NullMarked
package dev.albireo.webhooks.sweep;

import org.jspecify.annotations.NullMarked;
