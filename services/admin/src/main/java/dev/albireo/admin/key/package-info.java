/** The keys that tokens are signed with, for administrators. */
@NullMarked
package dev.albireo.admin.key;

import org.jspecify.annotations.NullMarked;
