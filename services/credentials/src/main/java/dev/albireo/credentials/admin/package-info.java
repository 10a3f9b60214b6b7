/** The admin API's commands on accounts, and {@code oauth}'s queries about sessions. */
@NullMarked
package dev.albireo.credentials.admin;

import org.jspecify.annotations.NullMarked;
