/** What the admin API may do to accounts, and what {@code oauth} may ask about sessions. */
@NullMarked
package dev.albireo.credentials.admin;

import org.jspecify.annotations.NullMarked;
