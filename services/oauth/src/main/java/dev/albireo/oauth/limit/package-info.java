/** How often somebody may call the endpoints for clients. Knows who claims to call and from where, and nothing of what is asked. */
@NullMarked
package dev.albireo.oauth.limit;

import org.jspecify.annotations.NullMarked;
