package dev.albireo.webhooks.mail;

import dev.albireo.events.MailContent;
import dev.albireo.protocol.MailAddress;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Renders a mail and hands it to the SMTP server. */
@Singleton
class MailSender {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ReactiveMailer mailer;
    private final MailTexts texts;
    private final SmtpSettings settings;

    MailSender(ReactiveMailer mailer, MailTexts texts, SmtpSettings settings) {
        this.mailer = mailer;
        this.texts = texts;
        this.settings = settings;
    }

    /** Never fails. */
    Uni<SmtpReply> send(MailAttempt attempt, MailContent content) {
        if (!MailAddress.isValid(content.to())) {
            return Uni.createFrom().item(SmtpReply.INVALID_ADDRESS);
        }
        if (!settings.configured()) {
            return Uni.createFrom().item(SmtpReply.NOT_CONFIGURED);
        }
        return Uni.createFrom()
                .deferred(() -> mailer.send(mail(attempt, content)))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .replaceWith(SmtpReply.ACCEPTED)
                .onFailure()
                .recoverWithItem(SmtpReply::of);
    }

    /** Automatic replies are suppressed (RFC 3834 section 5). */
    private Mail mail(MailAttempt attempt, MailContent content) {
        String language = texts.language(content);
        MailText text = texts.of(content.type(), language);
        List<String> circumstances = texts.circumstances(content, language);
        String until = texts.time(attempt.expiresAt(), language);
        return new Mail()
                .addTo(content.to())
                .setSubject(text.subject())
                .setText(new MailPlain(text, content, circumstances, until)
                        .setLocale(language)
                        .render())
                .setHtml(new MailHtml(text, content, circumstances, until, language)
                        .setLocale(language)
                        .render())
                .addHeader("Message-ID", "<" + attempt.requestId() + "@albireo>")
                .addHeader("Auto-Submitted", "auto-generated");
    }
}
