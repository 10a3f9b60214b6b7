/** What subscribers are to hear of: each fact recorded once, as it came. Sending it is not done yet. */
@NullMarked
package dev.albireo.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
