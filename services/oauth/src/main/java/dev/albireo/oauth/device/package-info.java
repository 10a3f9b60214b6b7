/** Lets in devices that have no browser of their own (RFC 8628): the device asks, and a person answers in a browser elsewhere. */
@NullMarked
package dev.albireo.oauth.device;

import org.jspecify.annotations.NullMarked;
