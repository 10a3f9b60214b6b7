/** What a token is worth at this moment, for those who may ask (RFC 7662). */
@NullMarked
package dev.albireo.oauth.introspect;

import org.jspecify.annotations.NullMarked;
