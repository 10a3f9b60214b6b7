/** CORS of the endpoints for clients: knows clients, and nothing of the responses. */
@NullMarked
package dev.albireo.oauth.cors;

import org.jspecify.annotations.NullMarked;
