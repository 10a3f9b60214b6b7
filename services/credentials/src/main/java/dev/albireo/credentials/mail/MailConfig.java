package dev.albireo.credentials.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Mails to users. */
@ConfigMapping(prefix = "albireo.mail")
interface MailConfig {
    /** Whether users get mails. Set it where {@code webhooks} has a sender ({@code quarkus.mailer.from}) and an SMTP server; see docs/mail.md. */
    @WithDefault("false")
    boolean enabled();

    /** Whether users get a mail after a sign-in on a device that is new to their account. */
    @WithDefault("true")
    boolean newSignIn();
}
