/** From a grant to tokens: each grant type is one class. */
@NullMarked
package dev.albireo.oauth.token;

import org.jspecify.annotations.NullMarked;
