package dev.albireo.oauth.logout;

import dev.albireo.oauth.key.SigningAlgorithm;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt to notify a client of the end of a session, which one replica alone makes.
 *
 * @param number of attempts, including this one
 * @param giveUpAt no further attempt from then on
 * @param address the back-channel logout URI; empty if the client has removed it
 * @param algorithm the signing algorithm of its ID tokens, and therefore of its logout tokens
 * @param sector the sector that determines the user's subject
 */
record LogoutDeliveryAttempt(
        UUID session,
        String client,
        UUID subject,
        int number,
        Instant giveUpAt,
        Optional<String> address,
        SigningAlgorithm algorithm,
        Optional<String> sector) {}
