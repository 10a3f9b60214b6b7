/** The clients: their metadata, authentication and registration. */
@NullMarked
package dev.albireo.oauth.client;

import org.jspecify.annotations.NullMarked;
