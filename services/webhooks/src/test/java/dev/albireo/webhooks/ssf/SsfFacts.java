package dev.albireo.webhooks.ssf;

import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.events.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts about one user, as {@code credentials} publishes them. */
final class SsfFacts {
    static final String SUBJECT = "7d3b1f2e-5a86-4a42-9c8e-0d5e2f1c9b11";
    static final String SESSION = "0b9a6b0e-6b43-4c3c-9a54-0f1de9b6c1a7";

    private SsfFacts() {}

    static SessionState session(Instant at, @Nullable String endReason, String... methods) {
        return new SessionState(
                SESSION,
                methods.length,
                SUBJECT,
                "a-hash",
                List.of(methods).stream()
                        .map(method -> new ProofFact(method, at))
                        .toList(),
                false,
                at,
                at,
                at.plusSeconds(3600),
                600,
                endReason == null ? null : at,
                endReason);
    }

    static UserState user(int version, @Nullable String email, boolean enabled, String... groups) {
        return new UserState(
                SUBJECT,
                version,
                "ann",
                email,
                email != null,
                enabled,
                false,
                false,
                List.of(groups),
                Map.of(),
                null,
                false);
    }
}
