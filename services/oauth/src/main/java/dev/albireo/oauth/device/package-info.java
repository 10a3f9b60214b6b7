/** Authorizes devices without a browser (RFC 8628): the device starts the request, and the user decides in a browser elsewhere. */
@NullMarked
package dev.albireo.oauth.device;

import org.jspecify.annotations.NullMarked;
