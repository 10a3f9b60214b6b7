/** Who may register a client, and how many: initial access tokens (RFC 7591 section 3) and what is counted of everybody else. */
@NullMarked
package dev.albireo.oauth.admission;

import org.jspecify.annotations.NullMarked;
