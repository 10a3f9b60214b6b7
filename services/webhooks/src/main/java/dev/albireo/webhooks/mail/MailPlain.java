package dev.albireo.webhooks.mail;

import dev.albireo.events.MailContent;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * A mail as plain text.
 *
 * @param circumstances when, from where and how it happened, a line each
 * @param until when its link expires
 */
record MailPlain(MailText text, MailContent mail, List<String> circumstances, String until)
        implements TemplateInstance {}
