/** Client authentication (RFC 6749 section 2.3): secrets, assertions, and the services of this system. */
@NullMarked
package dev.albireo.oauth.client.authentication;

import org.jspecify.annotations.NullMarked;
