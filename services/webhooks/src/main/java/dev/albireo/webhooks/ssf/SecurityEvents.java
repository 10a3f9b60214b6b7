package dev.albireo.webhooks.ssf;

import dev.albireo.events.UserEvent;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.sql.Tx;
import dev.albireo.webhooks.ssf.SsfAccountStore.KnownAccount;
import dev.albireo.webhooks.ssf.SsfDeliveryStore.NewSet;
import dev.albireo.webhooks.ssf.SsfStreamStore.RemovedSubject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Queues the events of facts for the streams that want them, each once, in one transaction with what is known of accounts, because a change
 * of an account is seen by comparison. Forgets deleted users.
 */
@ApplicationScoped
public class SecurityEvents {
    private final SsfStreamStore streams;
    private final SsfAccountStore accounts;
    private final SsfDeliveryStore deliveries;
    private final SetDelivery delivery;
    private final SsfEndpoints endpoints;
    private final Clock clock;

    SecurityEvents(
            SsfStreamStore streams,
            SsfAccountStore accounts,
            SsfDeliveryStore deliveries,
            SetDelivery delivery,
            SsfEndpoints endpoints,
            Clock clock) {
        this.streams = streams;
        this.accounts = accounts;
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * Queues the events of these facts, in their order; repeated, late and reordered facts have no effect. Facts that no stream wants cost
     * one query at most, unless they are about accounts.
     */
    public Uni<Void> add(List<ReceivedMessage> messages) {
        List<SignalledFact> others = messages.stream()
                .flatMap(message -> SignalledFacts.of(message, endpoints.issuer()).stream())
                .toList();
        if (messages.stream().anyMatch(message -> message.event() instanceof UserEvent)) {
            return write(messages);
        }
        return others.isEmpty()
                ? Uni.createFrom().voidItem()
                : streams.all()
                        .chain(all -> wanted(others, all, Set.of()).isEmpty()
                                ? Uni.createFrom().voidItem()
                                : write(messages));
    }

    private Uni<Void> write(List<ReceivedMessage> messages) {
        return streams.write(tx -> Multi.createFrom()
                        .iterable(messages)
                        .onItem()
                        .transformToUniAndConcatenate(message -> facts(tx, message))
                        .collect()
                        .asList()
                        .chain(facts ->
                                queue(tx, facts.stream().flatMap(List::stream).toList()))
                        .call(() -> forget(tx, messages)))
                .invoke(queued -> {
                    if (queued) {
                        delivery.wakeUp();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<SignalledFact>> facts(Tx tx, ReceivedMessage message) {
        String issuer = endpoints.issuer();
        return switch (message.event()) {
            case UserChanged changed -> {
                KnownAccount now = account(changed.user());
                yield accounts.apply(
                                tx,
                                UUID.fromString(changed.user().subject()),
                                changed.user().version(),
                                now)
                        .map(applied -> applied.newer()
                                ? SignalledFacts.of(message, changed, applied.before(), now, issuer)
                                : List.of());
            }
            case UserDeleted deleted ->
                accounts.delete(tx, UUID.fromString(deleted.subject()), deleted.version())
                        .map(applied ->
                                applied.newer() ? List.of(SignalledFacts.of(message, deleted, issuer)) : List.of());
            default -> Uni.createFrom().item(SignalledFacts.of(message, issuer));
        };
    }

    private static KnownAccount account(UserState user) {
        return new KnownAccount(
                user.enabled(), Optional.ofNullable(user.email()).filter(email -> user.emailVerified()), user.groups());
    }

    private Uni<Boolean> queue(Tx tx, List<SignalledFact> facts) {
        return facts.isEmpty()
                ? Uni.createFrom().item(false)
                : streams.all(tx)
                        .chain(all -> all.isEmpty()
                                ? Uni.createFrom().item(false)
                                : streams.removed(tx, subjects(facts))
                                        .map(removed -> wanted(facts, all, new HashSet<>(removed)))
                                        .call(wanted -> deliveries.add(tx, wanted, clock.instant()))
                                        .map(wanted -> !wanted.isEmpty()));
    }

    private static List<NewSet> wanted(
            List<SignalledFact> facts, List<EventStream> streams, Set<RemovedSubject> removed) {
        return facts.stream()
                .flatMap(fact -> streams.stream()
                        .filter(stream -> stream.wants(fact.type())
                                && !removed.contains(new RemovedSubject(stream.id(), UUID.fromString(fact.subject()))))
                        .map(stream -> new NewSet(stream.id(), fact)))
                .toList();
    }

    private static List<UUID> subjects(List<SignalledFact> facts) {
        return facts.stream()
                .map(SignalledFact::subject)
                .distinct()
                .map(UUID::fromString)
                .toList();
    }

    private Uni<Void> forget(Tx tx, List<ReceivedMessage> messages) {
        List<String> deleted = messages.stream()
                .map(ReceivedMessage::event)
                .filter(UserDeleted.class::isInstance)
                .map(UserDeleted.class::cast)
                .map(UserDeleted::subject)
                .toList();
        return deleted.isEmpty()
                ? Uni.createFrom().voidItem()
                : deliveries
                        .erase(tx, deleted)
                        .chain(() -> streams.forget(
                                tx, deleted.stream().map(UUID::fromString).toList()));
    }
}
