/** The second-factor decision of this service: the shared one, with the operator's settings and the declared groups that credentials owns. */
@NullMarked
package dev.albireo.oauth.twofactor;

import org.jspecify.annotations.NullMarked;
