/** Recovery after a database restore: other services must not keep what this service has lost. */
@NullMarked
package dev.albireo.credentials.restore;

import org.jspecify.annotations.NullMarked;
