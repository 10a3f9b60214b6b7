package dev.albireo.credentials.mail;

import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The links of notices: with one a user reports that what the notice tells was not them. A link works once, for seven days. */
@ApplicationScoped
public class ReportLinks {
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final ReportLinkStore store;
    private final SecureRandom random;
    private final Clock clock;

    ReportLinks(ReportLinkStore store, SecureRandom random, Clock clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A link that was sent.
     *
     * @param email where it was sent
     */
    public record ReportLink(UUID subject, String email) {
        /** Returns a text without the address. */
        @Override
        public String toString() {
            return "ReportLink[" + subject + "]";
        }
    }

    /** Returns the path of a new link. */
    Uni<String> create(UUID subject, String email) {
        OpaqueToken token = OpaqueToken.random(OpaqueTokenType.ACCOUNT_REPORT, random);
        return store.add(
                        new ReportLink(subject, email),
                        token.hash(),
                        clock.instant().plus(LIFETIME))
                .replaceWith("/account/report?token=" + token.value());
    }

    /** Returns the link of this token, unless it is void. */
    public Uni<Optional<ReportLink>> find(String token) {
        return store.find(hash(token), clock.instant());
    }

    /** Uses a link, in the caller's Panache transaction; of several uses one succeeds. */
    public Uni<Boolean> consume(String token) {
        return Panache.getSession().chain(hibernate -> store.consume(hibernate, hash(token), clock.instant()));
    }

    private static String hash(String token) {
        return OpaqueToken.parse(OpaqueTokenType.ACCOUNT_REPORT, token)
                .map(OpaqueToken::hash)
                .orElse("");
    }
}
