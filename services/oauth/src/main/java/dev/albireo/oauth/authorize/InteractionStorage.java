package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.AuthorizationCodeStore.CompletedInteraction;
import dev.albireo.oauth.authorize.AuthorizationCodeStore.NewInteraction;
import dev.albireo.oauth.authorize.EvaluateAuthorization.Evaluation;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides where a request waits for its user: until a user has signed in the browser carries it, so that it costs no row; then it has a row,
 * which records the consent and lets it be completed once (ADR 23).
 */
@Singleton
class InteractionStorage {
    /** Within the redirect to the login page, which must pass an ingress with 4 KiB of response headers. */
    private static final int MAX_ENCRYPTED_LENGTH = 1500;

    private final InteractionStore interactions;
    private final InteractionEncryption encryption;
    private final AuthorizeConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Clock clock;

    InteractionStorage(
            InteractionStore interactions,
            InteractionEncryption encryption,
            AuthorizeConfig config,
            OpaqueTokenGenerator tokenGenerator,
            Clock clock) {
        this.interactions = interactions;
        this.encryption = encryption;
        this.config = config;
        this.tokenGenerator = tokenGenerator;
        this.clock = clock;
    }

    /**
     * Returns the value of the parameter {@code interaction} with which the browser carries a new request to the login page: the encrypted
     * request, or the id of a row with a short lifetime if it is too long.
     *
     * @param browser hash of the browser cookie that it is bound to
     */
    Uni<String> carry(PendingAuthorization pending, String browser) {
        Optional<String> encrypted = encryptedText(tokenGenerator.next(OpaqueTokenType.INTERACTION), browser, pending);
        return encrypted
                .map(text -> Uni.createFrom().item(text))
                .orElseGet(() -> add(pending, Optional.of(browser), unauthenticatedExpiry())
                        .map(OpaqueToken::value));
    }

    /** Returns the same for a request that is encrypted or stored already. */
    Optional<String> carried(Evaluation evaluation) {
        return evaluation
                .encrypted()
                .map(encryption::encrypt)
                .or(() -> evaluation
                        .pending()
                        .interaction()
                        .map(id -> evaluation
                                .browser()
                                .flatMap(browser -> encryptedText(id, browser, evaluation.pending()))
                                .orElse(id.value())));
    }

    /** Stores a request whose browser is not known yet, for a short time. */
    Uni<OpaqueToken> hold(PendingAuthorization pending) {
        return add(pending, Optional.empty(), unauthenticatedExpiry());
    }

    /** Stores a request whose user is signed in. */
    Uni<OpaqueToken> store(PendingAuthorization pending, Optional<String> browser) {
        return add(pending, browser, expiry(pending));
    }

    /** Stores an encrypted request, and gives a stored one its whole lifetime: its user has signed in. */
    Uni<Evaluation> withRow(Evaluation evaluation) {
        PendingAuthorization pending = evaluation.pending();
        Optional<EncryptedInteraction> encrypted = evaluation.encrypted();
        if (encrypted.isPresent()) {
            OpaqueToken id = encrypted.get().id();
            return interactions
                    .add(id, Optional.of(encrypted.get().browser()), pending, expiry(pending))
                    .replaceWith(evaluation.storedAs(id));
        }
        return pending.interaction()
                .map(id -> interactions.extend(id, expiry(pending)))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(evaluation);
    }

    /** Returns the interaction of a request that is completed now: that of an encrypted one gets its row as it is completed. */
    Optional<CompletedInteraction> completed(Evaluation evaluation) {
        PendingAuthorization pending = evaluation.pending();
        Optional<NewInteraction> carried = evaluation
                .encrypted()
                .map(encrypted -> new NewInteraction(
                        encrypted.browser(), interactions.json(pending.request()), pending.askedAt()));
        return evaluation
                .encrypted()
                .map(EncryptedInteraction::id)
                .or(pending::interaction)
                .map(id -> new CompletedInteraction(id, expiry(pending), carried));
    }

    /** Returns the encrypted request, if it is short enough. */
    private Optional<String> encryptedText(OpaqueToken id, String browser, PendingAuthorization pending) {
        String text = encryption.encrypt(new EncryptedInteraction(id, browser, pending.askedAt(), pending.request()));
        return Optional.of(text).filter(value -> value.length() <= MAX_ENCRYPTED_LENGTH);
    }

    private Instant unauthenticatedExpiry() {
        return clock.instant().plus(config.unauthenticatedLifetime());
    }

    private Uni<OpaqueToken> add(PendingAuthorization pending, Optional<String> browser, Instant expiresAt) {
        OpaqueToken id = tokenGenerator.next(OpaqueTokenType.INTERACTION);
        return interactions.add(id, browser, pending, expiresAt).replaceWith(id);
    }

    private Instant expiry(PendingAuthorization pending) {
        return pending.askedAt().plus(config.interactionLifetime());
    }
}
