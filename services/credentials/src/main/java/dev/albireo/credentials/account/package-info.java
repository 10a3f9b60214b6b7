/** The account page and the pages that change a user's own factors. */
@NullMarked
package dev.albireo.credentials.account;

import org.jspecify.annotations.NullMarked;
