/** Authorization requests: the checks, the pending interaction, the decision and the consent. Issues no tokens itself. */
@NullMarked
package dev.albireo.oauth.authorize;

import org.jspecify.annotations.NullMarked;
