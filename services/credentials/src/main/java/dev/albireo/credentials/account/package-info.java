/** The page that answers \"am I protected?\" and changes a person's own factors. */
@NullMarked
package dev.albireo.credentials.account;

import org.jspecify.annotations.NullMarked;
