/** Codes that are delivered to users at a login, by the webhook of the AuthConfig; the webhooks service posts them. */
@NullMarked
package dev.albireo.credentials.delivery;

import org.jspecify.annotations.NullMarked;
