/** Accounts: names, claims, and what is demanded of whom. Knows nothing of how a person proves who they are. */
@NullMarked
package dev.albireo.credentials.user;

import org.jspecify.annotations.NullMarked;
