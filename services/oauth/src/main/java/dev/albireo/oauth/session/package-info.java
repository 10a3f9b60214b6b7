/** What credentials says of login sessions and users, as oauth keeps it. Decides nothing about requests. */
@NullMarked
package dev.albireo.oauth.session;

import org.jspecify.annotations.NullMarked;
