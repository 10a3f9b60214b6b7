/** Claims about the person whose token is presented. */
@NullMarked
package dev.albireo.oauth.userinfo;

import org.jspecify.annotations.NullMarked;
