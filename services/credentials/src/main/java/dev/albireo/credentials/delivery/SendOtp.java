package dev.albireo.credentials.delivery;

import dev.albireo.credentials.delivery.DeliveredCodeStore.NewDeliveredCode;
import dev.albireo.credentials.delivery.DeliveredCodes.Channel;
import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.totp.CurrentCode;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.events.AuditAction;
import dev.albireo.events.OtpDeliveryRequested;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.NumericCode;
import dev.albireo.web.IdGenerator;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Generates a code for a session and hands it to the webhooks service: the row and the event are one transaction. */
@ApplicationScoped
class SendOtp {
    private static final String FOR_WEBHOOKS = "otp+jwe";
    private final DeliveredCodeStore store;
    private final TotpEnrolments enrolments;
    private final DataEncryption encryption;
    private final DeliveryConfig config;
    private final Audit audit;
    private final IdGenerator ids;
    private final SecureRandom random;
    private final Clock clock;

    SendOtp(
            DeliveredCodeStore store,
            TotpEnrolments enrolments,
            DataEncryption encryption,
            DeliveryConfig config,
            Audit audit,
            IdGenerator ids,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.enrolments = enrolments;
        this.encryption = encryption;
        this.config = config;
        this.audit = audit;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /** The code, and the step of the application's code if it is one. */
    private record Chosen(NumericCode code, Optional<Long> step) {}

    /** Returns false if the user no longer has an application, or the session has ended. */
    Uni<Boolean> send(Authenticated authentication, Channel channel, BrowserInfo browser) {
        Instant now = clock.instant();
        return enrolments
                .current(authentication.session().subject(), now)
                .chain(current -> current.map(code -> send(authentication, channel, choose(code), now, browser))
                        .orElse(Uni.createFrom().item(false)));
    }

    /** Returns the code that the user's application shows now; a random one if that was used already. */
    private Chosen choose(CurrentCode current) {
        return current.used()
                ? new Chosen(NumericCode.random(random), Optional.empty())
                : new Chosen(new NumericCode(current.code()), Optional.of(current.step()));
    }

    private Uni<Boolean> send(
            Authenticated authentication, Channel channel, Chosen chosen, Instant now, BrowserInfo browser) {
        UUID id = ids.next();
        String subject = authentication.user().subject();
        Instant end = now.plus(config.life());
        OtpDeliveryRequested request = new OtpDeliveryRequested(
                id.toString(),
                subject,
                channel.configId(),
                channel.configVersion(),
                encryption.forWebhooks(
                        OtpMessage.of(authentication.user(), channel.transport(), chosen.code()), FOR_WEBHOOKS),
                end,
                now);
        NewDeliveredCode code = new NewDeliveredCode(
                id,
                authentication.session().id(),
                authentication.session().subject(),
                encryption.encrypt(chosen.code().digits(), context(id)),
                chosen.step(),
                now,
                end);
        return store.put(
                code,
                request,
                audit.success(
                        subject,
                        AuditAction.TWO_FACTOR_SEND_CODE,
                        subject,
                        Map.of("delivery", id.toString(), "auth-config", channel.configId()),
                        browser.address()));
    }

    /** Returns the encryption context of a code. */
    static String context(UUID requestId) {
        return "delivered-code/" + requestId;
    }
}
