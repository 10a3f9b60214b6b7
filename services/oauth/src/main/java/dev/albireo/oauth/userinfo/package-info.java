/** Claims about the user of the presented token. */
@NullMarked
package dev.albireo.oauth.userinfo;

import org.jspecify.annotations.NullMarked;
