/** What is set right when a database comes out of a backup: nobody stays signed in by what the owner of the session has forgotten. */
@NullMarked
package dev.albireo.oauth.restore;

import org.jspecify.annotations.NullMarked;
