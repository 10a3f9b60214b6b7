/** Administration of users: GraphQL in front, commands to {@code credentials} behind. Stores no users. */
@NullMarked
package dev.albireo.admin.user;

import org.jspecify.annotations.NullMarked;
