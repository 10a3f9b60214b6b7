/**
 * Sends mails to users by SMTP: stores them until they are sent or expired, renders them from templates, and repeats failed attempts.
 */
@NullMarked
package dev.albireo.webhooks.mail;

import org.jspecify.annotations.NullMarked;
