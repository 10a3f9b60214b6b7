package dev.albireo.oauth.client;

import dev.albireo.policy.Acr;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** A row of the client table, as Hibernate fills it. */
@Entity
@Table(name = "client")
@NullUnmarked
class ClientEntity {
    @Id
    String id;

    String name;

    @Column(name = "secret_hash")
    String secretHash;

    @Column(name = "token_endpoint_auth_method")
    String authMethod;

    @Column(name = "redirect_uris")
    List<String> redirectUris;

    @Column(name = "post_logout_redirect_uris")
    List<String> postLogoutRedirectUris;

    @Column(name = "grant_types")
    List<String> grantTypes;

    List<String> scopes;

    @Column(name = "first_party")
    boolean firstParty;

    @Column(name = "minimum_acr")
    String minimumAcr;

    @Column(name = "require_pkce")
    boolean requirePkce;

    @Column(name = "access_token_seconds")
    Integer accessTokenSeconds;

    @Column(name = "refresh_token_seconds")
    Integer refreshTokenSeconds;

    @Column(name = "logo_uri")
    String logoUri;

    @Column(name = "policy_uri")
    String policyUri;

    @Column(name = "tos_uri")
    String tosUri;

    boolean enabled;

    @Column(name = "created_at")
    Instant createdAt;

    @Version
    int version;

    static ClientEntity of(Client client) {
        ClientEntity entity = new ClientEntity();
        entity.id = client.id();
        entity.name = client.name();
        entity.secretHash = client.secretHash().orElse(null);
        entity.authMethod = client.authMethod();
        entity.redirectUris = client.redirectUris();
        entity.postLogoutRedirectUris = client.postLogoutRedirectUris();
        entity.grantTypes = client.grantTypes().stream().sorted().toList();
        entity.scopes = client.scopes().stream().sorted().toList();
        entity.firstParty = client.firstParty();
        entity.minimumAcr = client.minimumAcr().value();
        entity.requirePkce = client.requirePkce();
        entity.accessTokenSeconds = seconds(client.accessTokenLifetime());
        entity.refreshTokenSeconds = seconds(client.refreshTokenLifetime());
        entity.logoUri = client.logoUri().orElse(null);
        entity.policyUri = client.policyUri().orElse(null);
        entity.tosUri = client.tosUri().orElse(null);
        entity.enabled = client.enabled();
        entity.createdAt = client.createdAt();
        return entity;
    }

    Client toClient() {
        return new Client(
                id,
                name,
                Optional.ofNullable(secretHash),
                authMethod,
                redirectUris,
                postLogoutRedirectUris,
                Set.copyOf(grantTypes),
                Set.copyOf(scopes),
                firstParty,
                Acr.of(minimumAcr).orElse(Acr.AAL2),
                requirePkce,
                duration(accessTokenSeconds),
                duration(refreshTokenSeconds),
                Optional.ofNullable(logoUri),
                Optional.ofNullable(policyUri),
                Optional.ofNullable(tosUri),
                enabled,
                createdAt);
    }

    private static Integer seconds(Optional<Duration> duration) {
        return duration.map(d -> Math.toIntExact(d.toSeconds())).orElse(null);
    }

    private static Optional<Duration> duration(Integer seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }
}
