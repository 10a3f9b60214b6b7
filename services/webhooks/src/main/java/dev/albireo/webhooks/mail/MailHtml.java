package dev.albireo.webhooks.mail;

import dev.albireo.events.MailContent;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** A mail as HTML, with the content of {@link MailPlain}; it loads nothing. */
record MailHtml(MailText text, MailContent mail, List<String> circumstances, String until, String language)
        implements TemplateInstance {}
