/** How many wrong tries a secret bears. Knows no secret; every try is reserved before the secret is looked at. */
@NullMarked
package dev.albireo.credentials.attempt;

import org.jspecify.annotations.NullMarked;
