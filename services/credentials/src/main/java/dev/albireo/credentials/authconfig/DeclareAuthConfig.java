package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.credentials.authconfig.AuthConfigDeclaration.WebhookDeclaration;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuthConfigEvent.AuthConfigChanged;
import dev.albireo.events.AuthConfigEvent.AuthConfigDeleted;
import dev.albireo.events.AuthConfigState;
import dev.albireo.events.Event;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.EgressPolicy;
import dev.albireo.protocol.WebhookSecret;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.web.Actor;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Fields;
import dev.albireo.web.MergePatch;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Declares, changes or deletes an AuthConfig on behalf of an administrator with a recent second factor or of a service account within its
 * rights: one transaction for the change and its events, then {@code oauth} is notified.
 */
@ApplicationScoped
public class DeclareAuthConfig {
    private final AuthConfigStore store;
    private final AuthConfigCache cache;
    private final WebhookSecretStore safe;
    private final EgressPolicy egress;
    private final OAuthNotifier oauth;
    private final AuthConfigRights rights;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final SecureRandom random;
    private final Clock clock;

    DeclareAuthConfig(
            AuthConfigStore store,
            AuthConfigCache cache,
            WebhookSecretStore safe,
            EgressPolicy egress,
            OAuthNotifier oauth,
            AuthConfigRights rights,
            Outbox outbox,
            Audit audit,
            Actor actor,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.cache = cache;
        this.safe = safe;
        this.egress = egress;
        this.oauth = oauth;
        this.rights = rights;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.random = random;
        this.clock = clock;
    }

    /** The written resource without secrets, except a webhook's signing key that this write has generated. */
    public record WrittenAuthConfig(DeclaredRepresentation resource, boolean created) {}

    /** The state to publish after the commit. */
    private record CommittedAuthConfig(WrittenAuthConfig written, Optional<AuthConfigState> changed) {}

    /** Creates or replaces the resource. Omitted write-only fields keep their value. */
    public Uni<WrittenAuthConfig> put(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        JsonNode named = tree(body);
        return notified(write(id, ifMatch, named, before -> replacing(before, named), TransactionEnd.COMMIT));
    }

    /** Returns the response that {@link #put} would give, including errors; the transaction is rolled back and nothing is published. */
    public Uni<WrittenAuthConfig> wouldPut(String id, @Nullable JsonNode body, @Nullable String ifMatch) {
        JsonNode named = tree(body);
        return write(id, ifMatch, named, before -> replacing(before, named), TransactionEnd.ROLLBACK)
                .map(CommittedAuthConfig::written)
                .map(DeclareAuthConfig::withoutNewSecret);
    }

    /** Applies a merge patch to the whole resource, including write-only fields; rejected with {@code NOT_FOUND}. */
    public Uni<WrittenAuthConfig> patch(String id, @Nullable JsonNode patch, @Nullable String ifMatch) {
        JsonNode changes = tree(patch);
        return notified(write(
                id,
                ifMatch,
                changes,
                before -> MergePatch.apply(whole(before.orElseThrow(DeclareAuthConfig::unknown)), changes),
                TransactionEnd.COMMIT));
    }

    private JsonNode replacing(Optional<AuthConfigEntity> before, JsonNode named) {
        return before.map(entity -> keepOmittedSecrets(tree(named), safe.decrypt(entity)))
                .orElse(named);
    }

    /** Deletes it and returns its last state; rejected with {@code NOT_FOUND}. */
    public Uni<DeclaredRepresentation> delete(String id, @Nullable String ifMatch) {
        return rights.check(id)
                .chain(() -> Panache.withTransaction(() -> store.lock()
                        .chain(() -> store.byId(id))
                        .chain(found -> {
                            DeclaredRepresentation.checkMatch(ifMatch, found.map(entity -> (long) entity.version));
                            rights.checkChange(found.map(this::whole), Optional.empty());
                            return deleted(found.orElseThrow(DeclareAuthConfig::unknown));
                        })))
                .invoke(done -> cache.invalidate(id))
                .call(deleted -> oauth.authConfigDeleted(
                        deleted.event().id(), deleted.event().version()))
                .map(DeletedAuthConfig::resource);
    }

    private record DeletedAuthConfig(DeclaredRepresentation resource, AuthConfigDeleted event) {}

    private Uni<DeletedAuthConfig> deleted(AuthConfigEntity entity) {
        return store.nextVersion()
                .map(version -> new DeletedAuthConfig(
                        entity.resource(), new AuthConfigDeleted(entity.id, version, clock.instant())))
                .call(gone -> store.remove(entity.id))
                .call(gone -> append(
                        gone.event(),
                        audit.success(actor.name(), AuditAction.AUTH_CONFIG_DELETE, entity.id, Map.of(), null)));
    }

    private Uni<CommittedAuthConfig> write(
            String id,
            @Nullable String ifMatch,
            JsonNode named,
            Function<Optional<AuthConfigEntity>, JsonNode> wanted,
            TransactionEnd end) {
        DeclaredRepresentation.checkId(id);
        return rights.check(id)
                .chain(() -> Panache.withTransaction(() -> store.lock()
                        .chain(() -> store.byId(id))
                        .chain(before -> {
                            DeclaredRepresentation.checkMatch(ifMatch, before.map(entity -> (long) entity.version));
                            AuthConfigDeclaration declared = AuthConfigDeclaration.of(wanted.apply(before));
                            check(declared);
                            rights.checkChange(before.map(this::whole), Optional.of(whole(declared)));
                            before.ifPresent(entity -> WebhookRedirection.check(entity.declared(), named, declared));
                            return noOtherDefault(id, declared).chain(() -> update(id, before, declared));
                        })
                        .call(done -> Panache.currentTransaction().invoke(end::decide))))
                .invoke(done -> cache.invalidate(id));
    }

    private Uni<WrittenAuthConfig> notified(Uni<CommittedAuthConfig> written) {
        return written.call(done -> done.changed()
                        .map(oauth::authConfig)
                        .orElse(Uni.createFrom().item(true)))
                .map(CommittedAuthConfig::written);
    }

    private void check(AuthConfigDeclaration declared) {
        declared.webhook()
                .flatMap(webhook -> egress.violation(URI.create(webhook.url())))
                .ifPresent(wanted -> {
                    String field = "twoFactor.webhook.endpoint";
                    throw Problem.UNPROCESSABLE.because(field + " must be " + wanted, field);
                });
    }

    private Uni<Void> noOtherDefault(String id, AuthConfigDeclaration declared) {
        return declared.byDefault()
                ? store.otherDefault(id)
                        .invoke(other -> other.ifPresent(name -> {
                            throw Problem.CONFLICT.because("the AuthConfig " + name + " is the default", "default");
                        }))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<CommittedAuthConfig> update(
            String id, Optional<AuthConfigEntity> before, AuthConfigDeclaration declaration) {
        Optional<WebhookSecrets> secrets = declaration.webhook().map(WebhookDeclaration::secrets);
        boolean made = secrets.isPresent() && secrets.get().secret().isEmpty();
        AuthConfigDeclaration declared =
                secrets.map(this::complete).map(declaration::with).orElse(declaration);
        if (before.isPresent()
                && !safe.isOutdated(before.get())
                && whole(before.get()).equals(whole(declared))) {
            return Uni.createFrom()
                    .item(new CommittedAuthConfig(
                            new WrittenAuthConfig(before.get().resource(), false), Optional.empty()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        AuthConfigEntity entity = before.orElseGet(() -> new AuthConfigEntity(id, now));
        return store.nextVersion()
                .invoke(version -> entity.update(
                        declared, declared.webhook().map(webhook -> safe.encrypt(id, webhook.secrets())), version, now))
                .chain(() -> store.persistAndFlush(entity))
                .map(stored -> new CommittedAuthConfig(
                        new WrittenAuthConfig(
                                made ? withSecret(entity.resource(), declared) : entity.resource(), before.isEmpty()),
                        Optional.of(safe.state(entity, declared))))
                .call(done -> append(
                        new AuthConfigChanged(done.changed().orElseThrow(), now),
                        audit.success(
                                actor.name(),
                                AuditAction.AUTH_CONFIG_DECLARE,
                                id,
                                Map.of("version", Integer.toString(entity.version)),
                                null)));
    }

    private WebhookSecrets complete(WebhookSecrets secrets) {
        String secret =
                secrets.secret().orElseGet(() -> WebhookSecret.random(random).text());
        return new WebhookSecrets(secrets.headers(), Optional.of(secret));
    }

    /** Returns the whole resource, including fields that are never shown. */
    private ObjectNode whole(AuthConfigEntity entity) {
        return whole(entity.declared().with(safe.decrypt(entity)));
    }

    private static ObjectNode whole(AuthConfigDeclaration declared) {
        ObjectNode json = declared.toJson();
        declared.webhook()
                .ifPresent(webhook -> hook(json).setAll(webhook.secrets().toJson()));
        return json;
    }

    private static DeclaredRepresentation withSecret(DeclaredRepresentation resource, AuthConfigDeclaration declared) {
        declared.webhook()
                .flatMap(webhook -> webhook.secrets().secret())
                .ifPresent(text -> hook(resource.body()).put("secret", text));
        return resource;
    }

    /** A key that was generated and rolled back must not be returned. */
    private static WrittenAuthConfig withoutNewSecret(WrittenAuthConfig written) {
        if (written.resource().body().path("twoFactor").path("webhook") instanceof ObjectNode webhook) {
            webhook.remove("secret");
        }
        return written;
    }

    private static ObjectNode hook(ObjectNode json) {
        return (ObjectNode) json.path("twoFactor").path("webhook");
    }

    private static JsonNode keepOmittedSecrets(JsonNode tree, WebhookSecrets known) {
        if (tree.path("twoFactor").path("webhook") instanceof ObjectNode webhook) {
            known.toJson().properties().forEach(field -> {
                if (isAbsent(webhook.get(field.getKey()))) {
                    webhook.set(field.getKey(), field.getValue());
                }
            });
        }
        return tree;
    }

    private static boolean isAbsent(@Nullable JsonNode value) {
        return value == null || (value.isTextual() && value.textValue().isEmpty());
    }

    /** Returns a mutable copy; rejected with {@code BAD_REQUEST} if it is not an object. */
    private static JsonNode tree(@Nullable JsonNode body) {
        Fields.of(body);
        return body == null ? com.fasterxml.jackson.databind.node.NullNode.instance : body.deepCopy();
    }

    private Uni<Void> append(Event... events) {
        return Panache.getSession().chain(session -> outbox.append(session, events));
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("AuthConfig not found");
    }
}
