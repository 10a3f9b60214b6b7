package dev.albireo.oauth.logout;

import dev.albireo.oauth.key.SigningAlgorithm;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One try to tell a client that a session ended, which nobody else makes at the same time.
 *
 * @param number of tries, this one included
 * @param giveUpAt no further try from then on
 * @param address where to; empty where the client wants to hear of it no more
 * @param algorithm what its ID tokens are signed with, and so its logout tokens
 * @param sector by which it knows the person
 */
record Told(
        UUID session,
        String client,
        UUID subject,
        int number,
        Instant giveUpAt,
        Optional<String> address,
        SigningAlgorithm algorithm,
        Optional<String> sector) {}
