package dev.albireo.webhooks.ssf;

import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.web.PostOutcome;
import dev.albireo.web.PostOutcome.Responded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt to push a security event token, which one replica alone makes.
 *
 * @param number of attempts, including this one
 * @param giveUpAt no attempt follows from then on
 * @param outcome how the attempt ended; empty before
 */
record SetDeliveryAttempt(
        QueuedSet token,
        PushTarget target,
        int number,
        Instant giveUpAt,
        AtomicReference<Optional<PostOutcome>> outcome) {

    /**
     * A token that is not signed yet.
     *
     * @param id the {@code jti}
     * @param client the {@code aud}
     * @param data JSON with the members {@code sub_id} and {@code event}
     * @param issuedAt the {@code iat}
     */
    record QueuedSet(String id, String client, String txn, String type, String data, Instant issuedAt) {
        @Override
        public String toString() {
            return "QueuedSet[" + id + "]";
        }
    }

    /** Where a stream wants its events. */
    record PushTarget(UUID stream, String url, Duration timeout, Optional<EncryptedValue> authorization) {
        @Override
        public String toString() {
            return "PushTarget[" + stream + "]";
        }
    }

    /** Returns the status of the response, if there was one. */
    Optional<Integer> status() {
        return response().map(Responded::status);
    }

    /** Returns whether the response said when to try again. */
    boolean isToldWhen() {
        return response().flatMap(Responded::retryAfter).isPresent();
    }

    private Optional<Responded> response() {
        return outcome.get().filter(Responded.class::isInstance).map(Responded.class::cast);
    }
}
