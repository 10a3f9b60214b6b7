/** The claims about a user, and the scopes that contain them. Independent of endpoints and tables. */
@NullMarked
package dev.albireo.oauth.claims;

import org.jspecify.annotations.NullMarked;
