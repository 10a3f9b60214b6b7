/** Accounts: names, claims and requirements. Independent of how a user authenticates. */
@NullMarked
package dev.albireo.credentials.user;

import org.jspecify.annotations.NullMarked;
