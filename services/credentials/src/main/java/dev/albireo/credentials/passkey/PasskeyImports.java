package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.events.Event;
import dev.albireo.events.TwoFactorEvent.PasskeyEnrolled;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.WebConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Passkeys of new users that were registered at another provider of the same relying party. */
@ApplicationScoped
public class PasskeyImports {
    private final PasskeyStore store;
    private final PasskeyUseStore uses;
    private final Outbox outbox;
    private final Clock clock;
    private final String rpId;

    PasskeyImports(PasskeyStore store, PasskeyUseStore uses, Outbox outbox, Clock clock, WebConfig config) {
        this.store = store;
        this.uses = uses;
        this.outbox = outbox;
        this.clock = clock;
        this.rpId = config.issuer().getHost();
    }

    /** Reads the member {@link ImportedPasskey#MEMBER} of a line; rejected with {@code UNPROCESSABLE}, naming the field. */
    public List<ImportedPasskey> read(JsonNode written) {
        return ImportedPasskey.of(written, rpId);
    }

    /** Returns for each list in its order the first credential id that is registered already, or that an earlier list has; empty if there is none. */
    public Uni<List<Optional<String>>> taken(List<List<ImportedPasskey>> lists) {
        List<String> ids = lists.stream()
                .flatMap(List::stream)
                .map(ImportedPasskey::credentialId)
                .toList();
        if (ids.isEmpty()) {
            return Uni.createFrom()
                    .item(lists.stream().map(list -> Optional.<String>empty()).toList());
        }
        return Panache.withSession(() -> store.list("credentialId in ?1", ids)).map(registered -> {
            Set<String> known = new HashSet<>();
            registered.forEach(passkey -> known.add(passkey.credentialId));
            return lists.stream().map(list -> firstOf(list, known)).toList();
        });
    }

    private static Optional<String> firstOf(List<ImportedPasskey> list, Set<String> known) {
        Optional<String> first = list.stream()
                .map(ImportedPasskey::credentialId)
                .filter(known::contains)
                .findFirst();
        list.forEach(passkey -> known.add(passkey.credentialId()));
        return first;
    }

    /** Adds the passkeys of new accounts, in the caller's Panache transaction, and appends {@code PasskeyEnrolled}. */
    public Uni<Void> addAll(Map<UUID, List<ImportedPasskey>> imported) {
        Instant now = clock.instant();
        List<Passkey> passkeys = imported.entrySet().stream()
                .flatMap(user -> user.getValue().stream().map(passkey -> Passkey.of(user.getKey(), passkey, now)))
                .toList();
        List<NewCredential> credentials = credentials(imported.values()).toList();
        if (passkeys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Event[] events = passkeys.stream()
                .map(passkey -> new PasskeyEnrolled(
                        passkey.subject.toString(), passkey.credentialId, passkey.backupEligible, now))
                .toArray(Event[]::new);
        return store.persist(passkeys)
                .chain(Panache::getSession)
                .call(hibernate -> hibernate.flush())
                .call(hibernate -> uses.beginAll(hibernate, credentials))
                .call(hibernate -> outbox.append(hibernate, events))
                .replaceWithVoid();
    }

    private static Stream<NewCredential> credentials(Collection<List<ImportedPasskey>> lists) {
        return lists.stream().flatMap(List::stream).map(ImportedPasskey::credential);
    }
}
