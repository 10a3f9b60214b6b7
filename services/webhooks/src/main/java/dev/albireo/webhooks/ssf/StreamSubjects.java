package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds users to a stream and removes them (Shared Signals Framework 1.0 section 8.1.3). All users are in a stream that were not removed. The
 * answer is the same whether or not a user exists, so that it tells nothing.
 */
@ApplicationScoped
class StreamSubjects {
    private static final int MAX_TEXT = 320;

    private final ManageStream manage;
    private final SsfStreamStore streams;
    private final SsfAccountStore accounts;
    private final SsfEndpoints endpoints;
    private final Clock clock;

    StreamSubjects(
            ManageStream manage,
            SsfStreamStore streams,
            SsfAccountStore accounts,
            SsfEndpoints endpoints,
            Clock clock) {
        this.manage = manage;
        this.streams = streams;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    Uni<Void> add(String client, @Nullable JsonNode body) {
        NamedSubject subject = NamedSubject.of(body);
        return manage.find(client, ManageStream.id(body).toString())
                .chain(stream -> user(subject)
                        .chain(user -> user.map(id -> streams.addSubject(stream.id(), id))
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    Uni<Void> remove(String client, @Nullable JsonNode body) {
        NamedSubject subject = NamedSubject.of(body);
        return manage.find(client, ManageStream.id(body).toString())
                .chain(stream -> user(subject)
                        .chain(user -> user.map(id -> streams.removeSubject(stream.id(), id, clock.instant()))
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Optional<UUID>> user(NamedSubject subject) {
        return switch (subject) {
            case ByAddress(String address) -> accounts.withEmail(address);
            case ByIssuer(String issuer, String sub) ->
                issuer.equals(endpoints.issuer())
                        ? uuid(sub)
                                .map(accounts::withSubject)
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                        : Uni.createFrom().item(Optional.empty());
        };
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A subject identifier (RFC 9493) of a format that names a user of this provider. */
    private sealed interface NamedSubject {
        static NamedSubject of(@Nullable JsonNode body) {
            try {
                Fields subject = Fields.of(body)
                        .object("subject")
                        .orElseThrow(() -> Problem.BAD_REQUEST.because("subject is missing", "subject"));
                return simple(
                        subject.text("format").filter("complex"::equals).isPresent()
                                ? subject.object("user")
                                        .orElseThrow(() -> Problem.BAD_REQUEST.because(
                                                "a complex subject must have a user", "subject.user"))
                                : subject);
            } catch (ProblemRefusal refusal) {
                throw StreamConfiguration.malformed(refusal);
            }
        }

        private static NamedSubject simple(Fields subject) {
            return switch (subject.text("format").orElse("")) {
                case "email" -> new ByAddress(required(subject, "email"));
                case "iss_sub" -> new ByIssuer(required(subject, "iss"), required(subject, "sub"));
                default ->
                    throw Problem.BAD_REQUEST.because(
                            "the format of subject must be iss_sub or email, or complex with such a user",
                            "subject.format");
            };
        }

        private static String required(Fields subject, String field) {
            return subject.text(field, MAX_TEXT)
                    .orElseThrow(
                            () -> Problem.BAD_REQUEST.because(field + " is missing in subject", "subject." + field));
        }
    }

    private record ByAddress(String address) implements NamedSubject {}

    private record ByIssuer(String issuer, String sub) implements NamedSubject {}
}
