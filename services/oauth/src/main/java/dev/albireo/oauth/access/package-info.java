/** What an access token of this server says, whichever form it has; whether its grant still lives is for others to look up. */
@NullMarked
package dev.albireo.oauth.access;

import org.jspecify.annotations.NullMarked;
