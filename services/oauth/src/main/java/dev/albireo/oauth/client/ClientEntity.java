package dev.albireo.oauth.client;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

/** A row of the client table. */
@Entity
@Table(name = "client")
@NullUnmarked
public class ClientEntity {
    @Id
    String id;

    /** Of the metadata, for lists and their order. */
    String name;

    /** Of the metadata, by which origins are looked up. */
    @Column(name = "allowed_origins")
    List<String> allowedOrigins;

    /** A {@link ClientMetadataDocument}. */
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> metadata;

    @Column(name = "secret_hash")
    String secretHash;

    boolean enabled;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    String declaration;

    @Version
    int version;

    /** Returns a new row. */
    public static ClientEntity of(Client client) {
        ClientEntity entity = new ClientEntity();
        entity.id = client.id();
        entity.createdAt = client.createdAt();
        entity.updatedAt = client.createdAt();
        entity.version = 1;
        entity.fill(client);
        return entity;
    }

    /** Replaces the client, except for its id, its creation time and its declaration. */
    public void replace(Client client, Instant now) {
        fill(client);
        updatedAt = now;
    }

    /** Replaces the client by a declared one, with its document. */
    public void declare(Client client, String document, Instant now) {
        replace(client, now);
        declaration = document;
    }

    /** Replaces the secret, which the client has. */
    public void replaceSecret(String hash, Instant now) {
        secretHash = hash;
        updatedAt = now;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Returns the HMAC of its secret. */
    public Optional<String> secretHash() {
        return Optional.ofNullable(secretHash);
    }

    /** Returns the document that an administrator declared; empty for a client that registered itself. */
    public Optional<String> declaration() {
        return Optional.ofNullable(declaration);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** Returns the number of changes, from 1. */
    public int version() {
        return version;
    }

    /** Copies everything except the id, the times and the document. */
    private void fill(Client client) {
        name = client.name();
        allowedOrigins = client.metadata().responses().origins();
        metadata = ClientMetadataDocument.of(client.metadata());
        secretHash = client.secretHash().orElse(null);
        enabled = client.enabled();
    }

    /** Returns the client of this row. */
    public Client toClient() {
        return new Client(
                id, ClientMetadataDocument.toMetadata(metadata), Optional.ofNullable(secretHash), enabled, createdAt);
    }
}
