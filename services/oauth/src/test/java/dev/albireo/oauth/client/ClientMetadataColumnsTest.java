package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import dev.albireo.oauth.client.metadata.ApplicationType;
import dev.albireo.oauth.client.metadata.AuthenticationSettings;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.ClientLink;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.ClientPolicy;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.LogoutUris.LogoutUri;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.client.metadata.RequestSettings;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.client.metadata.TokenEndpointAuthMethod;
import dev.albireo.oauth.client.metadata.TokenFormat;
import dev.albireo.oauth.client.metadata.TokenSettings;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.policy.Acr;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The previous release reads and writes the columns of the client table, this one the document. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Client metadata in the columns of the previous release")
class ClientMetadataColumnsTest {
    private static final ClientMetadata FULL = new ClientMetadata(
            new ClientInfo(
                    "Shop",
                    Map.of(
                            ClientLink.CLIENT_URI, "https://app.example/",
                            ClientLink.LOGO_URI, "https://app.example/logo",
                            ClientLink.POLICY_URI, "https://app.example/policy",
                            ClientLink.TOS_URI, "https://app.example/terms"),
                    List.of("ops@app.example", "sales@app.example"),
                    new ClientInfo.Software(Optional.of("software"), Optional.of("1")),
                    Map.of("client_name#de", "Laden", "tos_uri#fr", "https://app.example/fr"),
                    Optional.of("a.b.c")),
            new RedirectUris(ApplicationType.NATIVE, List.of("https://app.example/a", "com.example.app:/b")),
            new AuthenticationSettings(TokenEndpointAuthMethod.PRIVATE_KEY_JWT, Optional.of(JWSAlgorithm.ES256), true),
            ClientKeySet.at(URI.create("https://app.example/jwks")),
            new GrantSettings(
                    Set.of("authorization_code", "refresh_token", "implicit"),
                    Set.of(ResponseType.CODE, ResponseType.CODE_ID_TOKEN),
                    Set.of("openid", "payment"),
                    true),
            new RequestSettings(
                    true,
                    Optional.of(SigningAlgorithm.EDDSA),
                    true,
                    List.of("https://app.example/request#1"),
                    new RequestSettings.Defaults(Optional.of(Duration.ofMinutes(90)), List.of("aal2"), true)),
            new Responses(
                    SigningAlgorithm.ES256,
                    Optional.of(SigningAlgorithm.PS256),
                    List.of("https://origin.example"),
                    true),
            new TokenSettings(
                    new TokenSettings.AccessTokenSettings(
                            Optional.of(Duration.ofSeconds(361)), TokenFormat.OPAQUE, List.of("https://api.example")),
                    new TokenSettings.RefreshTokenSettings(Optional.of(Duration.ofDays(3650)), true),
                    Optional.of(List.of("https://resource.example")),
                    List.of("https://served.example")),
            new SectorIdentifier(Optional.of("app.example"), Optional.of(URI.create("https://app.example/sector"))),
            new LogoutUris(
                    List.of("https://app.example/bye"),
                    Optional.of(new LogoutUri("https://app.example/back", true)),
                    Optional.of(new LogoutUri("https://app.example/front", true)),
                    Optional.of("https://app.example/login")),
            new ClientPolicy(true, Acr.AAL2, Optional.of("mine"), true));
    private static final ClientMetadata PLAIN = new ClientMetadata(
            ClientInfo.named("Plain"),
            RedirectUris.ofWeb(),
            AuthenticationSettings.by(TokenEndpointAuthMethod.CLIENT_SECRET_BASIC),
            ClientKeySet.NONE,
            new GrantSettings(Set.of("client_credentials"), Set.of(), Set.of(), false),
            RequestSettings.USUAL,
            Responses.USUAL,
            TokenSettings.USUAL,
            SectorIdentifier.PUBLIC,
            LogoutUris.NONE,
            new ClientPolicy(false, Acr.AAL1, Optional.empty(), false));

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ClientRepository repository;

    @Inject
    Pool db;

    @Test
    void are_those_of_the_document() throws Throwable {
        for (ClientMetadata metadata : List.of(FULL, PLAIN)) {
            String id = store(metadata);

            assertThat(fromColumns(id)).isEqualTo(metadata);
            assertThat(fromDocument(id)).isEqualTo(metadata);
        }
    }

    @Test
    void become_the_document_when_the_previous_release_updates_them() throws Throwable {
        String id = store(FULL);

        change("UPDATE client SET first_party = false, minimum_acr = 'aal1' WHERE id = $1", id);

        ClientMetadata changed = fromDocument(id);
        assertThat(changed.policy()).isEqualTo(new ClientPolicy(false, Acr.AAL1, Optional.of("mine"), true));
        assertThat(changed.tokens()).isEqualTo(FULL.tokens());
        assertThat(changed.responses()).isEqualTo(FULL.responses());
    }

    @Test
    void become_the_document_when_the_previous_release_inserts_them() throws Throwable {
        String id = store(PLAIN);

        change("""
                INSERT INTO client (id, name, secret_hash, token_endpoint_auth_method, redirect_uris, grant_types, scopes,
                                    response_types, require_pkce, created_at, updated_at)
                SELECT id || '2', name, secret_hash, token_endpoint_auth_method, redirect_uris, grant_types, scopes,
                       response_types, require_pkce, created_at, updated_at
                  FROM client WHERE id = $1
                """, id);

        assertThat(fromDocument(id + "2")).isEqualTo(PLAIN);
    }

    @Test
    void change_with_the_document() throws Throwable {
        String id = store(FULL);

        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() ->
                repository.findById(id).invoke(entity -> entity.replace(client(id, PLAIN), Instant.now()))));

        assertThat(fromColumns(id)).isEqualTo(PLAIN);
    }

    private String store(ClientMetadata metadata) throws Throwable {
        String id = UUID.randomUUID().toString();
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> repository.persist(ClientEntity.of(client(id, metadata)))));
        return id;
    }

    private void change(String sql, String id) {
        db.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(LIMIT);
    }

    private static Client client(String id, ClientMetadata metadata) {
        Optional<String> secret =
                metadata.authentication().method().hasSecret() ? Optional.of("hash") : Optional.empty();
        return new Client(id, metadata, secret, true, Instant.EPOCH);
    }

    private ClientMetadata fromColumns(String id) {
        String document = db.preparedQuery("SELECT client_metadata(c)::text AS document FROM client c WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getString("document"))
                .await()
                .atMost(LIMIT);
        return metadata(document);
    }

    private ClientMetadata fromDocument(String id) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> repository.findById(id)))
                .toClient()
                .metadata();
    }

    @SuppressWarnings("unchecked")
    private static ClientMetadata metadata(String document) {
        try {
            return ClientMetadataDocument.toMetadata(JSON.readValue(document, Map.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
