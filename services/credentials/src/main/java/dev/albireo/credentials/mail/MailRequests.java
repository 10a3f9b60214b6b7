package dev.albireo.credentials.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.protocol.MailAddress;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.WebConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The only place where mails are requested: to a verified address, and a limited number of times for each address. */
@Singleton
@Startup
public class MailRequests {
    private static final String FOR_WEBHOOKS = "mail+jwe";

    private final MailConfig config;
    private final Attempts attempts;
    private final Budgets budgets;
    private final DataEncryption encryption;
    private final ObjectMapper json;
    private final IdGenerator ids;
    private final String site;
    private final Clock clock;

    MailRequests(
            MailConfig config,
            Attempts attempts,
            Budgets budgets,
            DataEncryption encryption,
            ObjectMapper json,
            IdGenerator ids,
            WebConfig web,
            Clock clock) {
        this.config = config;
        this.attempts = attempts;
        this.budgets = budgets;
        this.encryption = encryption;
        this.json = json;
        this.ids = ids;
        this.site = web.issuerText();
        this.clock = clock;
    }

    /**
     * A mail to be requested.
     *
     * @param path where its link leads, at this provider
     * @param at when what it reports happened
     * @param address the network address it was done from
     * @param lifetime how long it is worth sending
     * @param code the code that the mail is about, if there is one
     */
    public record NewMail(
            UserState user,
            MailType type,
            String path,
            Instant at,
            Optional<String> address,
            Duration lifetime,
            Optional<String> code) {
        public NewMail(
                UserState user, MailType type, String path, Instant at, Optional<String> address, Duration lifetime) {
            this(user, type, path, at, address, lifetime, Optional.empty());
        }

        /** Returns this mail with a code. */
        public NewMail with(String secret) {
            return new NewMail(user, type, path, at, address, lifetime, Optional.of(secret));
        }

        /** Returns a text without the path and the code, which may be secrets. */
        @Override
        public String toString() {
            return "NewMail[" + type + "]";
        }
    }

    @PostConstruct
    void reportIfOff() {
        if (!config.enabled()) {
            Log.info(
                    "mail off: albireo.mail.enabled is false, users get no mails and cannot reset their password by mail");
        }
    }

    /** Returns whether users get mails. */
    public boolean enabled() {
        return config.enabled();
    }

    /** Returns the address that mails to this user are sent to; empty if mails are off or the user has no verified address. */
    public Optional<String> recipient(UserState user) {
        return Optional.ofNullable(user.email())
                .filter(email -> config.enabled() && user.emailVerified() && MailAddress.isValid(email));
    }

    /**
     * Returns the event that requests a mail, for the transaction of the change that it reports; empty if the user has no {@link
     * #recipient}, or too many mails of this kind were requested for the address within the last hour.
     */
    public Uni<Optional<MailRequested>> request(NewMail mail) {
        return recipient(mail.user())
                .map(to -> attempts.reserve(budgets.mail(isSecret(mail.type()) ? "link" : "notice", to))
                        .map(allowed -> allowed ? Optional.of(event(mail, to)) : Optional.<MailRequested>empty()))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    /** Returns whether the mail is the only way of something to the user, rather than a notice of it. */
    private static boolean isSecret(MailType type) {
        return type == MailType.PASSWORD_RESET || type == MailType.ENROLMENT_CODE;
    }

    private MailRequested event(NewMail mail, String to) {
        Instant now = clock.instant();
        MailContent content = new MailContent(
                mail.type(),
                to,
                mail.user().username(),
                site,
                site + mail.path(),
                mail.at(),
                mail.address().orElse(null),
                mail.code().orElse(null));
        return new MailRequested(
                ids.next().toString(),
                mail.user().subject(),
                encryption.forWebhooks(text(content), FOR_WEBHOOKS),
                now.plus(mail.lifetime()),
                now);
    }

    private String text(MailContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("mail cannot be written as JSON: " + content.type(), e);
        }
    }
}
