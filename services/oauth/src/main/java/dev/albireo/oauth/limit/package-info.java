/** Rate limits of the endpoints for clients. Knows the claimed client and the network of a caller, and nothing of the request. */
@NullMarked
package dev.albireo.oauth.limit;

import org.jspecify.annotations.NullMarked;
