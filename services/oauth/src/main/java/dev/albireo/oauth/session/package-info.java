/** The projection of login sessions and users from credentials. Decides nothing about requests. */
@NullMarked
package dev.albireo.oauth.session;

import org.jspecify.annotations.NullMarked;
