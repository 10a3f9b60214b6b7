package dev.albireo.webhooks.mail;

import dev.albireo.events.MailContent;
import io.quarkus.qute.TemplateInstance;

/**
 * A mail as plain text.
 *
 * @param at when what it reports happened
 * @param until when its link expires
 */
record MailPlain(MailText text, MailContent mail, String at, String until) implements TemplateInstance {}
