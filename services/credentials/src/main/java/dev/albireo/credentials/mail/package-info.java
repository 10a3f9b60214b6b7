/** Requests mails to users; the webhooks service renders and sends them. */
@NullMarked
package dev.albireo.credentials.mail;

import org.jspecify.annotations.NullMarked;
