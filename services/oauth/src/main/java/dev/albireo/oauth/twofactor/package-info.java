/** The second-factor decision of this service: the shared one, with the operator's settings. */
@NullMarked
package dev.albireo.oauth.twofactor;

import org.jspecify.annotations.NullMarked;
