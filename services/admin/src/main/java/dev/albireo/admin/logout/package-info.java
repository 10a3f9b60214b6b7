/** Clients that could not be notified of a logout, for administrators. */
@NullMarked
package dev.albireo.admin.logout;

import org.jspecify.annotations.NullMarked;
