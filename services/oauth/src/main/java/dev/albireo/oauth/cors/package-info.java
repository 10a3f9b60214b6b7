/** Whose scripts may read the answers of endpoints for clients (CORS). Knows clients, and nothing of what is answered. */
@NullMarked
package dev.albireo.oauth.cors;

import org.jspecify.annotations.NullMarked;
