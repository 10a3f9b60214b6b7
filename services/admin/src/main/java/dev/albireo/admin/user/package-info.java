/** Users as administrators see them: GraphQL in front, commands to {@code credentials} behind. Holds no user of its own. */
@NullMarked
package dev.albireo.admin.user;

import org.jspecify.annotations.NullMarked;
