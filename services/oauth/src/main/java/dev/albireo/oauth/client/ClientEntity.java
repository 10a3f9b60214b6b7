package dev.albireo.oauth.client;

import com.nimbusds.jose.JWSAlgorithm;
import dev.albireo.oauth.client.Client.DeclaredSettings;
import dev.albireo.oauth.client.Client.TokenFormat;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.policy.Acr;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** A row of the client table. */
@Entity
@Table(name = "client")
@NullUnmarked
public class ClientEntity {
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

    @Column(name = "client_uri")
    String homeUri;

    @Column(name = "logo_uri")
    String logoUri;

    @Column(name = "policy_uri")
    String policyUri;

    @Column(name = "tos_uri")
    String tosUri;

    @Embedded
    ClientInfoColumns about = new ClientInfoColumns();

    String jwks;

    @Column(name = "jwks_uri")
    String jwksUri;

    @Column(name = "token_endpoint_auth_alg")
    String authAlg;

    @Column(name = "require_pushed_requests")
    boolean requirePushedRequests;

    boolean enabled;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    String declaration;

    @Column(name = "secret_optional")
    boolean secretOptional;

    @Column(name = "token_format")
    String tokenFormat;

    @Column(name = "always_refresh")
    boolean alwaysRefresh;

    List<String> audience;

    @Column(name = "auth_config")
    String authConfig;

    @Column(name = "id_token_alg")
    String idTokenAlg;

    @Column(name = "userinfo_alg")
    String userinfoAlg;

    @Column(name = "allowed_origins")
    List<String> allowedOrigins;

    @Embedded
    RequestObjectColumns requests = new RequestObjectColumns();

    @Embedded
    LogoutUrisColumns hooks = new LogoutUrisColumns();

    List<String> resources;
    List<String> serves;

    @Column(name = "user_resource")
    boolean userResource;

    String sector;

    @Column(name = "sector_identifier_uri")
    String sectorUri;

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
        secretHash = client.secretHash().orElse(null);
        authMethod = client.authMethod();
        redirectUris = client.redirectUris();
        postLogoutRedirectUris = client.postLogoutRedirectUris();
        grantTypes = client.grantTypes().stream().sorted().toList();
        scopes = client.scopes().stream().sorted().toList();
        firstParty = client.firstParty();
        minimumAcr = client.minimumAcr().value();
        requirePkce = client.requirePkce();
        accessTokenSeconds = seconds(client.accessTokenLifetime());
        refreshTokenSeconds = seconds(client.refreshTokenLifetime());
        homeUri = client.homeUri().orElse(null);
        logoUri = client.logoUri().orElse(null);
        policyUri = client.policyUri().orElse(null);
        tosUri = client.tosUri().orElse(null);
        about = ClientInfoColumns.of(client.about());
        jwks = client.keys().jwks().orElse(null);
        jwksUri = client.keys().uri().orElse(null);
        authAlg = client.keys().algorithm().map(JWSAlgorithm::getName).orElse(null);
        requirePushedRequests = client.requirePushedRequests();
        enabled = client.enabled();
        secretOptional =
                client.declared().filter(DeclaredSettings::secretOptional).isPresent();
        tokenFormat = client.tokenFormat().name().toLowerCase(Locale.ROOT);
        alwaysRefresh = client.alwaysRefreshes();
        audience = client.audience();
        idTokenAlg = client.responses().idToken().value();
        userinfoAlg = client.responses().userinfo().map(SigningAlgorithm::value).orElse(null);
        allowedOrigins = client.responses().origins();
        sector = client.sector().host().orElse(null);
        sectorUri = client.sector().uri().orElse(null);
        requests = RequestObjectColumns.of(client.requests());
        hooks = LogoutUrisColumns.of(client.logoutUris());
        authConfig = client.declared().flatMap(DeclaredSettings::authConfig).orElse(null);
        resources = client.declared().flatMap(DeclaredSettings::resources).orElse(null);
        serves = client.declared().map(DeclaredSettings::serves).orElse(List.of());
        userResource = client.declared().filter(DeclaredSettings::userResource).isPresent();
    }

    /** Returns the client of this row. */
    public Client toClient() {
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
                Optional.ofNullable(homeUri),
                Optional.ofNullable(logoUri),
                Optional.ofNullable(policyUri),
                Optional.ofNullable(tosUri),
                about.toAbout(),
                enabled,
                createdAt,
                new ClientKeySet(
                        Optional.ofNullable(jwks),
                        Optional.ofNullable(jwksUri),
                        Optional.ofNullable(authAlg).map(JWSAlgorithm::new)),
                requirePushedRequests,
                responses(),
                requests.toRequests(),
                new SectorIdentifier(Optional.ofNullable(sector), Optional.ofNullable(sectorUri)),
                hooks.toHooks(),
                Optional.ofNullable(declaration).map(document -> declared()));
    }

    private Responses responses() {
        return new Responses(
                SigningAlgorithm.of(idTokenAlg).orElse(SigningAlgorithm.RS256),
                Optional.ofNullable(userinfoAlg).flatMap(SigningAlgorithm::of),
                allowedOrigins);
    }

    private DeclaredSettings declared() {
        return new DeclaredSettings(
                secretOptional,
                TokenFormat.valueOf(tokenFormat.toUpperCase(Locale.ROOT)),
                alwaysRefresh,
                audience,
                Optional.ofNullable(authConfig),
                Optional.ofNullable(resources),
                serves,
                userResource);
    }

    private static Integer seconds(Optional<Duration> duration) {
        return duration.map(d -> Math.toIntExact(d.toSeconds())).orElse(null);
    }

    private static Optional<Duration> duration(Integer seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }
}
