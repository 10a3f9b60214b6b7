/** The one way out of the house: posts to addresses that somebody configured, each checked before it is connected to. */
@NullMarked
package dev.albireo.webhooks.egress;

import org.jspecify.annotations.NullMarked;
