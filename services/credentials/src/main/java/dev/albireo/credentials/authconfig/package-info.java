/** AuthConfig, the declared resource that says how signing in looks, what codes are called and where they are delivered. */
@NullMarked
package dev.albireo.credentials.authconfig;

import org.jspecify.annotations.NullMarked;
