/** From a request to a code: the checks, the pending interaction, the decision and the consent. Mints no token itself. */
@NullMarked
package dev.albireo.oauth.authorize;

import org.jspecify.annotations.NullMarked;
