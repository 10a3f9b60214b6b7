/** Users' passwords: validation, hashing and verification. Independent of sessions. */
@NullMarked
package dev.albireo.credentials.password;

import org.jspecify.annotations.NullMarked;
