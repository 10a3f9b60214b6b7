/** The applications that may ask for tokens: who they are, how they prove it, how they register. */
@NullMarked
package dev.albireo.oauth.client;

import org.jspecify.annotations.NullMarked;
