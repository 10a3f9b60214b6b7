package dev.albireo.webhooks.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.EgressPolicy;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.sql.Tx;
import dev.albireo.web.Actor;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Fields;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.MergePatch;
import dev.albireo.web.Problem;
import dev.albireo.webhooks.subscription.SubscriptionDeclaration.DeclaredSubscription;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Declares, changes or deletes a subscription on behalf of an administrator: one transaction for the change and its audit event. */
@ApplicationScoped
class DeclareSubscription {
    private static final String SECRET = "secret";
    private static final String HEADERS = "headers";
    private static final String PAUSED = "paused";

    private final WebhookSubscriptionStore store;
    private final SubscriptionEncryption encryption;
    private final SubscriptionConfig config;
    private final EgressPolicy egress;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final IdGenerator ids;
    private final SecureRandom random;
    private final Clock clock;

    DeclareSubscription(
            WebhookSubscriptionStore store,
            SubscriptionEncryption encryption,
            SubscriptionConfig config,
            EgressPolicy egress,
            Outbox outbox,
            Audit audit,
            Actor actor,
            IdGenerator ids,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.encryption = encryption;
        this.config = config;
        this.egress = egress;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /** The written resource without secrets, except a secret that this write has generated. */
    record WrittenSubscription(DeclaredRepresentation resource, boolean created) {}

    /** A subscription as it was before a write. */
    private record KnownSubscription(StoredSubscription stored, SubscriptionSecrets secrets) {}

    /** Ends the transaction of a dry run. */
    private static final class DryRun extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient WrittenSubscription written;

        DryRun(WrittenSubscription written) {
            super("rolled back", null, false, false);
            this.written = written;
        }
    }

    /** Creates or replaces the resource. Omitted write-only fields keep their value; {@code secret: null} replaces the key. */
    Uni<WrittenSubscription> put(String id, @Nullable JsonNode body, @Nullable String ifMatch, TransactionEnd end) {
        JsonNode named = named(body);
        return write(id, ifMatch, named, before -> replacing(before, named.deepCopy()), end);
    }

    /** Applies a merge patch to the whole resource, including write-only fields; rejected with {@code NOT_FOUND}. */
    Uni<WrittenSubscription> patch(String id, @Nullable JsonNode patch, @Nullable String ifMatch) {
        JsonNode changes = named(patch);
        return write(
                id,
                ifMatch,
                changes,
                before -> MergePatch.apply(whole(before.orElseThrow(DeclareSubscription::unknown)), changes),
                TransactionEnd.COMMIT);
    }

    /** Deletes it and returns its last state; rejected with {@code NOT_FOUND}. What it was to be told is not delivered any more. */
    Uni<DeclaredRepresentation> delete(String id, @Nullable String ifMatch) {
        return store.write(tx -> store.findLocked(tx, id).chain(found -> {
            DeclaredRepresentation.checkMatch(ifMatch, found.map(StoredSubscription::version));
            KnownSubscription before = found.map(this::known).orElseThrow(DeclareSubscription::unknown);
            return store.delete(tx, id)
                    .chain(() -> outbox.append(
                            tx,
                            audit.success(actor.name(), AuditAction.WEBHOOK_SUBSCRIPTION_DELETE, id, Map.of(), null)))
                    .replaceWith(() -> before.stored().resource(before.secrets(), clock.instant()));
        }));
    }

    private Uni<WrittenSubscription> write(
            String id,
            @Nullable String ifMatch,
            JsonNode named,
            Function<Optional<KnownSubscription>, JsonNode> wanted,
            TransactionEnd end) {
        DeclaredRepresentation.checkId(id);
        return store.write(tx -> store.findLocked(tx, id)
                        .chain(found -> {
                            DeclaredRepresentation.checkMatch(ifMatch, found.map(StoredSubscription::version));
                            Optional<KnownSubscription> before = found.map(this::known);
                            DeclaredSubscription declared = SubscriptionDeclaration.read(wanted.apply(before));
                            check(before, named, declared);
                            return save(tx, id, before, declared);
                        })
                        .invoke(written -> {
                            if (end == TransactionEnd.ROLLBACK) {
                                throw new DryRun(written);
                            }
                        }))
                .onFailure(DryRun.class)
                .recoverWithItem(failure -> withoutSecret(((DryRun) failure).written));
    }

    private void check(Optional<KnownSubscription> before, JsonNode named, DeclaredSubscription declared) {
        SubscriptionDeclaration declaration = declared.declaration();
        egress.violation(URI.create(declaration.url())).ifPresent(wanted -> {
            throw Problem.UNPROCESSABLE.because("url must be " + wanted, "url");
        });
        if (named.path(SECRET).isTextual()
                && (declaration.signature() == SignatureScheme.V1A
                        || !declaration.signature().accepts(named.path(SECRET).textValue()))) {
            throw Problem.UNPROCESSABLE.because(
                    declaration.signature() == SignatureScheme.V1
                            ? "secret must be whsec_ and base64 of 24 to 64 bytes"
                            : "secret must be absent: the key of a subscription with signature v1a is generated",
                    SECRET);
        }
        boolean moves = before.filter(
                        known -> !known.stored().declared().origin().equals(declaration.origin()))
                .isPresent();
        if (moves
                && declared.headers().keySet().stream()
                        .anyMatch(name -> !named.path(HEADERS).has(name))) {
            throw Problem.UNPROCESSABLE.because(
                    "headers must be given again, because the URL moves to another server", HEADERS);
        }
    }

    private Uni<WrittenSubscription> save(
            Tx tx, String id, Optional<KnownSubscription> before, DeclaredSubscription declared) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SubscriptionDeclaration declaration = declared.declaration();
        Optional<String> kept = declared.secret().filter(declaration.signature()::accepts);
        String key = kept.orElseGet(() -> declaration.signature().newKey(random));
        SubscriptionSecrets secrets = before.map(
                        known -> known.secrets().with(declared.headers(), key, now, now.plus(overlap(declaration))))
                .orElseGet(() -> SubscriptionSecrets.first(declared.headers(), key));
        Optional<String> reason =
                declaration.paused() ? before.flatMap(known -> known.stored().pausedReason()) : Optional.empty();
        if (before.filter(known -> known.stored().declared().equals(declaration)
                        && known.secrets().equals(secrets)
                        && known.stored().pausedReason().equals(reason))
                .isPresent()) {
            return Uni.createFrom()
                    .item(new WrittenSubscription(before.get().stored().resource(secrets, now), false));
        }
        UUID reference = before.map(known -> known.stored().key()).orElseGet(ids::next);
        EncryptedValue encrypted = encryption.encrypt(reference, secrets);
        boolean shown = kept.isEmpty() && declaration.signature() == SignatureScheme.V1;
        return limited(tx, before)
                .chain(() -> store.nextVersion(tx))
                .map(version -> new StoredSubscription(
                        id,
                        reference,
                        declaration,
                        reason,
                        encrypted,
                        version,
                        before.map(known -> known.stored().createdAt()).orElse(now),
                        now))
                .call(stored -> store.save(tx, stored))
                .call(stored -> outbox.append(
                        tx,
                        audit.success(
                                actor.name(),
                                AuditAction.WEBHOOK_SUBSCRIPTION_DECLARE,
                                id,
                                Map.of("version", Long.toString(stored.version())),
                                null)))
                .map(stored -> new WrittenSubscription(
                        shown ? withSecret(stored.resource(secrets, now), key) : stored.resource(secrets, now),
                        before.isEmpty()));
    }

    private Uni<Void> limited(Tx tx, Optional<KnownSubscription> before) {
        return before.isPresent()
                ? Uni.createFrom().voidItem()
                : store.count(tx)
                        .invoke(count -> {
                            if (count >= config.maxSubscriptions()) {
                                throw Problem.CONFLICT.because(
                                        "there are " + count
                                                + " subscriptions, and no more are permitted (albireo.webhooks.max-subscriptions)");
                            }
                        })
                        .replaceWithVoid();
    }

    private Duration overlap(SubscriptionDeclaration declaration) {
        return declaration.secretOverlap().orElseGet(config::secretOverlap);
    }

    private KnownSubscription known(StoredSubscription stored) {
        return new KnownSubscription(stored, encryption.decrypt(stored.key(), stored.secrets()));
    }

    /** Returns the whole resource, including fields that are never shown. */
    private static ObjectNode whole(KnownSubscription known) {
        ObjectNode json = known.stored().declared().toJson();
        ObjectNode headers = json.putObject(HEADERS);
        known.secrets().headers().forEach(headers::put);
        return json.put(SECRET, known.secrets().currentKey());
    }

    /** Keeps what is never shown, and a pause by the service while the URL stays, where the write omits them. */
    private static JsonNode replacing(Optional<KnownSubscription> before, JsonNode wanted) {
        if (before.isPresent() && wanted instanceof ObjectNode body) {
            ObjectNode known = whole(before.get());
            keep(body, known, SECRET);
            keep(body, known, HEADERS);
            boolean stays = body.path("url").asText().equals(known.path("url").asText());
            if (before.get().stored().pausedReason().isPresent() && stays) {
                keep(body, known, PAUSED);
            }
        }
        return wanted;
    }

    private static void keep(ObjectNode body, ObjectNode known, String field) {
        if (!body.has(field)) {
            body.set(field, known.get(field));
        }
    }

    /** Returns a copy with the resource's own names; rejected with {@code BAD_REQUEST} if it is not an object. */
    private static JsonNode named(@Nullable JsonNode body) {
        Fields.of(body);
        return SubscriptionDeclaration.ALIASES.resolve(Objects.requireNonNull(body));
    }

    private static DeclaredRepresentation withSecret(DeclaredRepresentation resource, String secret) {
        resource.body().put(SECRET, secret);
        return resource;
    }

    /** A secret that was generated and rolled back must not be returned. */
    private static WrittenSubscription withoutSecret(WrittenSubscription written) {
        written.resource().body().remove(SECRET);
        return written;
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("WebhookSubscription not found");
    }
}
