/** Recovery after a database restore: no session continues that its owner, credentials, has lost. */
@NullMarked
package dev.albireo.oauth.restore;

import org.jspecify.annotations.NullMarked;
