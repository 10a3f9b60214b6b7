/** Applications that could not be told of a logout, for administrators. */
@NullMarked
package dev.albireo.admin.logout;

import org.jspecify.annotations.NullMarked;
