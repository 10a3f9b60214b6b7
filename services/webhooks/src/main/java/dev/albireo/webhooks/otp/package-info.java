/** Codes that are delivered to people by webhook: kept until they are delivered or dead, sent signed, repeated, and told of. */
@NullMarked
package dev.albireo.webhooks.otp;

import org.jspecify.annotations.NullMarked;
