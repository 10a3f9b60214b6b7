package dev.albireo.webhooks.mail;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of the SMTP server, which are those of Quarkus ({@code docs/mail.md}). Mail is on if there is a sender: the host has a default
 * value, which does not say that there is a server.
 */
@Singleton
@Startup
class SmtpSettings {
    private final Optional<String> from;
    private final Optional<Boolean> mock;

    SmtpSettings(
            @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from,
            @ConfigProperty(name = "quarkus.mailer.mock") Optional<Boolean> mock) {
        this.from = from;
        this.mock = mock;
    }

    @PostConstruct
    void check() {
        if (!configured()) {
            Log.info("mail off: quarkus.mailer.from is not set");
        }
        if (mock.orElse(false) && LaunchMode.current() == LaunchMode.NORMAL) {
            throw new IllegalStateException(
                    "albireo: quarkus.mailer.mock writes mails with their links to the log; remove it");
        }
    }

    /** Returns whether mails are sent. */
    boolean configured() {
        return from.isPresent();
    }
}
