/** Token endpoint: one class for each grant type. */
@NullMarked
package dev.albireo.oauth.token;

import org.jspecify.annotations.NullMarked;
