package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ClientCache;
import dev.albireo.oauth.client.ClientEntity;
import dev.albireo.oauth.client.ClientRepository;
import dev.albireo.oauth.client.authentication.StoredClientSecrets;
import dev.albireo.oauth.client.metadata.ClientMetadataJson;
import dev.albireo.oauth.client.metadata.ClientMetadataValidation;
import dev.albireo.oauth.client.metadata.MetadataDefaults;
import dev.albireo.oauth.client.metadata.ReservedClients;
import dev.albireo.oauth.client.metadata.SectorDocuments;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.client.registration.RegistrationRules;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.sql.TransactionEnd;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.MergePatch;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Declares, changes or deletes a client on behalf of an administrator: in force for every request after the response. The secret is stored
 * as its HMAC and never returned. Deleting a client ends its grants.
 */
@ApplicationScoped
class DeclareClient {
    private static final Logger LOG = Logger.getLogger(DeclareClient.class);
    /** The {@code resourceType}. */
    static final String TYPE = "Client";

    private final ClientRepository repository;
    private final StoredClientSecrets secrets;
    private final RegistrationRules rules;
    private final Audit audit;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;
    private final ClientMetadataValidation validation;
    private final SectorDocuments sectors;
    private final ClientCache cache;
    private final ServiceAccountRights rights;

    DeclareClient(
            ClientRepository repository,
            StoredClientSecrets secrets,
            RegistrationRules rules,
            Audit audit,
            Outbox outbox,
            ObjectMapper json,
            Clock clock,
            ClientMetadataValidation validation,
            SectorDocuments sectors,
            ClientCache cache,
            ServiceAccountRights rights) {
        this.repository = repository;
        this.secrets = secrets;
        this.rules = rules;
        this.audit = audit;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.validation = validation;
        this.sectors = sectors;
        this.cache = cache;
        this.rights = rights;
    }

    /** The current resource, and whether it was created. */
    record WrittenClient(DeclaredRepresentation resource, boolean created) {}

    /**
     * A write with its condition.
     *
     * @param end {@code ROLLBACK} of a dry run, which validates the write and answers as it would
     */
    record Write(String id, ObjectNode body, @Nullable String ifMatch, String actor, TransactionEnd end) {}

    /** A page of resources, and the position of the next one. */
    record ClientList(List<DeclaredRepresentation> resources, Optional<String> next) {}

    Uni<WrittenClient> put(Write write) {
        return ofItsSector(write.body()).chain(() -> inTransaction(write, found -> store(write, found, write.body())));
    }

    /** Applies a JSON Merge Patch (RFC 7396) to the shown resource. */
    Uni<WrittenClient> patch(Write write) {
        return patched(write)
                .chain(this::ofItsSector)
                .chain(() -> inTransaction(write, found -> {
                    ClientEntity entity = found.orElseThrow(DeclareClient::unknown);
                    return store(write, found, (ObjectNode) MergePatch.apply(document(entity), write.body()));
                }));
    }

    /** Returns the patched document before the transaction, in which no remote call is made. */
    private Uni<JsonNode> patched(Write write) {
        requireId(write.id());
        return Panache.withSession(() -> repository.findById(write.id()))
                .map(entity -> Optional.ofNullable(entity).orElseThrow(DeclareClient::unknown))
                .map(entity -> MergePatch.apply(document(entity), write.body()));
    }

    /** Before the transaction, in which no remote call is made; malformed members are left to the validation. */
    private Uni<Void> ofItsSector(JsonNode resource) {
        Optional<String> uri =
                Optional.ofNullable(resource.path(SectorIdentifier.MEMBER).textValue());
        return sectors.violation(uri, DeclaredMetadata.redirectUris(resource))
                .invoke(objection -> objection.ifPresent(wanted -> {
                    throw DeclaredMetadata.refused(SectorIdentifier.MEMBER, wanted);
                }))
                .replaceWithVoid();
    }

    Uni<DeclaredRepresentation> delete(String id, @Nullable String ifMatch, String actor) {
        ReservedClients.refuse(id);
        requireId(id);
        return Panache.withTransaction(() -> repository
                        .findById(id, LockModeType.PESSIMISTIC_WRITE)
                        .map(entity -> Optional.ofNullable(entity).orElseThrow(DeclareClient::unknown))
                        .invoke(entity ->
                                DeclaredRepresentation.checkMatch(ifMatch, Optional.of((long) entity.version())))
                        .call(entity -> rights.checkDelete(
                                entity.toClient(),
                                ClientChange.ofDeleted(
                                        document(entity), entity.secretHash().isPresent())))
                        .chain(entity -> repository
                                .remove(entity)
                                .chain(() -> record(audited(actor, AuditAction.CLIENT_DELETE, entity)))
                                .replaceWith(() -> representation(entity))))
                .invoke(() -> cache.invalidate(id));
    }

    Uni<DeclaredRepresentation> find(String id) {
        requireId(id);
        return Panache.withSession(() -> repository.findById(id))
                .map(entity -> representation(Optional.ofNullable(entity).orElseThrow(DeclareClient::unknown)));
    }

    /** Returns resources in the order of their ids. */
    Uni<ClientList> list(String after, int limit) {
        return Panache.withSession(() -> repository
                        .find("id > ?1 order by id", after)
                        .range(0, limit)
                        .list())
                .map(found -> new ClientList(
                        found.stream().limit(limit).map(this::representation).toList(),
                        found.size() > limit ? Optional.of(found.get(limit - 1).id()) : Optional.empty()));
    }

    private Uni<WrittenClient> inTransaction(Write write, Function<Optional<ClientEntity>, Uni<WrittenClient>> work) {
        DeclaredRepresentation.checkId(write.id());
        ReservedClients.refuse(write.id());
        return Panache.withTransaction(() -> repository
                        .findById(write.id(), LockModeType.PESSIMISTIC_WRITE)
                        .map(Optional::ofNullable)
                        .invoke(found -> DeclaredRepresentation.checkMatch(
                                write.ifMatch(), found.map(entity -> (long) entity.version())))
                        .chain(found -> work.apply(found))
                        .call(written -> Panache.currentTransaction().invoke(write.end()::decide)))
                .invoke(() -> cache.invalidate(write.id()))
                .onFailure(ConstraintViolationException.class)
                .transform(twice ->
                        Problem.CONFLICT.because("the client is being created by a parallel request; try again"));
    }

    private Uni<WrittenClient> store(Write write, Optional<ClientEntity> found, ObjectNode content) {
        ObjectNode document = content.deepCopy();
        document.remove(SecretChange.FIELD);
        document.remove(DeclaredRepresentation.ENVELOPE);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<String> secretHash = secretHash(write, found);
        ClientDeclaration declaration =
                ClientDeclaration.of(document, secretHash.isPresent(), defaults(write.id(), secretHash, found));
        validation.violation(declaration.metadata()).ifPresent(violation -> {
            throw DeclaredMetadata.refused(violation.member(), violation.requirement());
        });
        Client client = declaration.toClient(
                write.id(), secretHash, found.map(ClientEntity::createdAt).orElse(now));
        ClientEntity entity = found.orElseGet(() -> ClientEntity.of(client));
        if (found.isPresent() && isUnchanged(entity, document, secretHash)) {
            return Uni.createFrom().item(new WrittenClient(representation(entity), false));
        }
        ClientChange change = found.isPresent()
                ? ClientChange.of(
                        document(entity), document, !entity.secretHash().equals(secretHash))
                : ClientChange.ofNew(document, secretHash.isPresent());
        Optional<Client> before = found.map(ClientEntity::toClient);
        AuditAction action = found.isPresent() ? AuditAction.CLIENT_CHANGE : AuditAction.CLIENT_CREATE;
        return rights.check(before, client, change)
                .invoke(() -> entity.declare(client, document.toString(), now))
                .chain(() -> repository.persist(entity))
                .chain(() -> deletePrevious(write))
                .chain(() -> record(audited(write.actor(), action, entity)))
                .chain(() -> Panache.getSession().chain(Mutiny.Session::flush))
                .map(done -> new WrittenClient(representation(entity), found.isEmpty()));
    }

    private MetadataDefaults defaults(String id, Optional<String> secretHash, Optional<ClientEntity> found) {
        MetadataDefaults defaults = MetadataDefaults.ofDeclaration(id, secretHash.isPresent(), rules.defaultScopes());
        return found.map(entity -> defaults.forChangeOf(entity.toClient().metadata()))
                .orElse(defaults);
    }

    private Optional<String> secretHash(Write write, Optional<ClientEntity> found) {
        return switch (SecretChange.of(write.id(), write.body())) {
            case SecretChange.Unchanged kept -> found.flatMap(ClientEntity::secretHash);
            case SecretChange.Removed removed -> Optional.empty();
            case SecretChange.Replaced replaced -> {
                if (replaced.isWeak()) {
                    LOG.warnf("client weak_secret client=%s advice=\"leave secret out and rotate it\"", write.id());
                }
                yield Optional.of(secrets.hash(write.id(), replaced.text()));
            }
        };
    }

    /** A write that sets the secret also ends the overlap with the previous one. */
    private Uni<Void> deletePrevious(Write write) {
        return SecretChange.of(write.id(), write.body()) instanceof SecretChange.Unchanged
                ? Uni.createFrom().voidItem()
                : Panache.getSession().chain(session -> secrets.endOverlap(session, write.id()));
    }

    /** True also where an undeclared client is written unchanged. */
    private boolean isUnchanged(ClientEntity entity, ObjectNode document, Optional<String> secretHash) {
        return document(entity).equals(document) && entity.secretHash().equals(secretHash);
    }

    private DeclaredRepresentation representation(ClientEntity entity) {
        return new DeclaredRepresentation(
                TYPE, entity.id(), entity.version(), entity.createdAt(), entity.updatedAt(), document(entity));
    }

    private ObjectNode document(ClientEntity entity) {
        Optional<String> declaration = entity.declaration();
        if (declaration.isEmpty()) {
            Client client = entity.toClient();
            return ClientMetadataJson.resource(client.metadata()).put("active", client.enabled());
        }
        try {
            JsonNode document = json.readTree(declaration.get());
            return (ObjectNode) document;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored declaration is not valid JSON", e);
        }
    }

    private AuditRecorded audited(String actor, AuditAction action, ClientEntity entity) {
        return audit.success(actor, action, entity.id(), Map.of("name", entity.name()), null);
    }

    private Uni<Void> record(AuditRecorded record) {
        return Panache.getSession().chain(session -> outbox.append(session, record));
    }

    /** Rejects text that is not a valid id as not found. */
    private static void requireId(String id) {
        if (!DeclaredRepresentation.isId(id)) {
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("client not found");
    }
}
