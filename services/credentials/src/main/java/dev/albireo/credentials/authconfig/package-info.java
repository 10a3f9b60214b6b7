/** AuthConfig, the declared resource with the appearance of sign-in, the names of codes and their delivery. */
@NullMarked
package dev.albireo.credentials.authconfig;

import org.jspecify.annotations.NullMarked;
