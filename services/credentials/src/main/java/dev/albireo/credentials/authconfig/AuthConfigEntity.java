package dev.albireo.credentials.authconfig;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.web.DeclaredRepresentation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A stored AuthConfig. Outside this package it is an {@link AuthConfig}. */
@Entity
@Table(name = "auth_config")
class AuthConfigEntity {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Id
    String id;

    @Column(name = "by_default")
    boolean byDefault;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> body;

    byte @Nullable [] secrets;

    @Column(name = "secrets_key_id")
    @Nullable
    String secretsKeyId;

    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected AuthConfigEntity() {}

    @SuppressWarnings("NullAway.Init")
    AuthConfigEntity(String id, Instant now) {
        this.id = id;
        this.createdAt = now;
    }

    @SuppressWarnings("unchecked")
    void update(AuthConfigDeclaration declared, Optional<EncryptedValue> encrypted, int newVersion, Instant now) {
        byDefault = declared.byDefault();
        body = JSON.convertValue(declared.toJson(), Map.class);
        secrets = encrypted.map(EncryptedValue::bytes).orElse(null);
        secretsKeyId = encrypted.map(EncryptedValue::keyId).orElse(null);
        version = newVersion;
        updatedAt = now;
    }

    /** Replaces the encrypted secrets by the same ones, encrypted with another key. */
    void replaceSecrets(EncryptedValue encrypted) {
        secrets = encrypted.bytes();
        secretsKeyId = encrypted.keyId();
    }

    /** Returns the declaration without its secrets. */
    AuthConfigDeclaration declared() {
        return AuthConfigDeclaration.of(JSON.valueToTree(body));
    }

    Optional<EncryptedValue> encryptedSecrets() {
        return secrets == null || secretsKeyId == null
                ? Optional.empty()
                : Optional.of(new EncryptedValue(secretsKeyId, secrets));
    }

    AuthConfig inForce() {
        return declared().inForce(id, version);
    }

    DeclaredRepresentation resource() {
        return new DeclaredRepresentation(
                "AuthConfig", id, version, createdAt, updatedAt, declared().toJson());
    }
}
