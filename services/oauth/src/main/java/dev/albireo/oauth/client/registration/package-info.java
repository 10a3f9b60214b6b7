/** Dynamic client registration and its management (RFC 7591, RFC 7592). */
@NullMarked
package dev.albireo.oauth.client.registration;

import org.jspecify.annotations.NullMarked;
