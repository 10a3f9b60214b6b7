package dev.albireo.credentials.delivery;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.authconfig.AuthConfig;
import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.delivery.DeliveredCodeStore.StoredDeliveredCode;
import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.Users;
import dev.albireo.protocol.NumericCode;
import dev.albireo.protocol.Totp;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Codes that are sent to users at a login. Delivery is asynchronous: a code is stored with the event for the webhooks service, and the
 * result arrives by event.
 */
@ApplicationScoped
public class DeliveredCodes {
    /** The transport of a user who wants no codes sent. */
    private static final String APP_ONLY = "app";

    private final DeliveredCodeStore store;
    private final SendOtp sendCode;
    private final AuthConfigs configs;
    private final Users users;
    private final Attempts attempts;
    private final Budgets budgets;
    private final DataEncryption encryption;
    private final DeliveryConfig config;
    private final Clock clock;

    DeliveredCodes(
            DeliveredCodeStore store,
            SendOtp sendCode,
            AuthConfigs configs,
            Users users,
            Attempts attempts,
            Budgets budgets,
            DataEncryption encryption,
            DeliveryConfig config,
            Clock clock) {
        this.store = store;
        this.sendCode = sendCode;
        this.configs = configs;
        this.users = users;
        this.attempts = attempts;
        this.budgets = budgets;
        this.encryption = encryption;
        this.config = config;
        this.clock = clock;
    }

    /** Sends a code to a user whose password was just verified and who needs a second factor. Never fails. */
    public Uni<Void> afterPassword(
            Authenticated authentication, Optional<PendingInteraction> pending, BrowserInfo browser) {
        if (!authentication.session().partial()) {
            return Uni.createFrom().voidItem();
        }
        return request(authentication, pending, browser)
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "otp delivery request failed, login continues without it"))
                .onFailure()
                .recoverWithItem(SendOtpResult.IMPOSSIBLE)
                .replaceWithVoid();
    }

    /** Sends a code, or another one, which voids the session's previous one. */
    public Uni<SendOtpResult> request(
            Authenticated authentication, Optional<PendingInteraction> pending, BrowserInfo browser) {
        return channel(authentication, pending)
                .chain(channel -> channel.map(selected -> attempts.reserve(budgets.delivery(
                                        authentication.session().id(),
                                        authentication.user().subject(),
                                        OtpMessage.destinations(authentication.user()),
                                        browser.address(),
                                        config.pause()))
                                .chain(allowed -> allowed
                                        ? sendCode.send(authentication, selected, browser)
                                                .map(sent -> sent ? SendOtpResult.SENT : SendOtpResult.IMPOSSIBLE)
                                        : Uni.createFrom().item(SendOtpResult.TOO_MANY)))
                        .orElse(Uni.createFrom().item(SendOtpResult.IMPOSSIBLE)));
    }

    /** Returns the content for the second-factor page; {@code page} is its URL. */
    public Uni<DeliveryView> view(Authenticated authentication, Optional<PendingInteraction> pending, String page) {
        return channel(authentication, pending)
                .chain(channel -> channel.isEmpty()
                        ? Uni.createFrom().item(DeliveryView.NONE)
                        : of(
                                        authentication.session().id(),
                                        authentication.session().subject())
                                .map(status -> DeliveryView.of(status, page, clock.instant())));
    }

    /** Returns the state of the code that was last sent in this session to this user, if it is still valid. */
    public Uni<Optional<DeliveryStatus>> of(UUID session, UUID subject) {
        return store.current(session, subject, clock.instant())
                .map(found -> found.map(code -> new DeliveryStatus(
                        code.state(), code.requestedAt(), code.requestedAt().plus(config.pause()))));
    }

    /**
     * Returns whether this is the code that was sent to this user for this session, and uses it, including the equal code of the
     * application. Of concurrent uses one succeeds.
     */
    public Uni<Boolean> consume(UUID session, UUID subject, String submitted) {
        Instant now = clock.instant();
        return store.current(session, subject, now)
                .chain(found -> found.filter(code ->
                                opened(code).matches(Totp.normalized(submitted).orElse("")))
                        .map(code -> store.consume(code, now))
                        .orElse(Uni.createFrom().item(false)));
    }

    private NumericCode opened(StoredDeliveredCode code) {
        return new NumericCode(encryption.decrypt(code.code(), SendOtp.context(code.requestId())));
    }

    /** Returns how codes reach this user; empty if they cannot. */
    private Uni<Optional<Channel>> channel(Authenticated authentication, Optional<PendingInteraction> pending) {
        if (!authentication.user().totpEnabled()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return configs.active(PendingInteraction.authConfig(pending))
                .chain(active -> active.webhook().isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : users.otpTransport(authentication.session().subject())
                                .map(transport -> channel(active, transport)));
    }

    private static Optional<Channel> channel(AuthConfig active, Optional<String> transport) {
        return transport.filter(APP_ONLY::equals).isPresent()
                ? Optional.empty()
                : Optional.of(new Channel(active.id(), active.version(), transport));
    }

    /** The AuthConfig, and the hint for the sender. */
    record Channel(String configId, int configVersion, Optional<String> transport) {}
}
