/** Token introspection (RFC 7662): the current state of a token. */
@NullMarked
package dev.albireo.oauth.introspect;

import org.jspecify.annotations.NullMarked;
