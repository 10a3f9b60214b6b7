package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Nimbus.send;
import static dev.albireo.systemtests.support.Nimbus.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.langtag.LangTag;
import com.nimbusds.langtag.LangTagException;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.client.ClientDeleteRequest;
import com.nimbusds.oauth2.sdk.client.ClientReadRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.SoftwareID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.ApplicationType;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientUpdateRequest;
import dev.albireo.systemtests.support.Nimbus;
import dev.albireo.systemtests.support.Running;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A third-party client library, Nimbus OAuth 2.0 SDK, registers and manages clients")
class RegistrationLibrariesTest {
    private static final LangTag GERMAN = german();

    @Test
    void RFC_7592_section_2_a_client_is_read_replaced_and_deleted() throws Exception {
        Nimbus nimbus = Nimbus.register(RegistrationLibrariesTest::everything);
        OIDCClientInformation registered = nimbus.client();

        OIDCClientInformation read = information(
                send(new ClientReadRequest(registered.getRegistrationURI(), registered.getRegistrationAccessToken())));
        assertThat(read.getOIDCMetadata().getName(GERMAN)).isEqualTo("Laden");
        assertThat(read.getOIDCMetadata().getApplicationType()).isEqualTo(ApplicationType.WEB);
        assertThat(read.getOIDCMetadata().getEmailContacts()).containsExactly("ops@app.example");
        assertThat(read.getOIDCMetadata().getDefaultMaxAge()).isEqualTo(3600);

        OIDCClientInformation replaced = replace(registered, read.getOIDCMetadata(), metadata -> {
            metadata.setName("Renamed");
            metadata.setJWKSet(
                    new JWKSet(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK()));
        });
        assertThat(replaced.getOIDCMetadata().getName()).isEqualTo("Renamed");
        assertThat(replaced.getOIDCMetadata().getJWKSet()).isNotNull();
        assertThat(replaced.getRegistrationAccessToken()).isNotEqualTo(registered.getRegistrationAccessToken());
        assertThat(send(new ClientReadRequest(registered.getRegistrationURI(), registered.getRegistrationAccessToken()))
                        .getStatusCode())
                .isEqualTo(401);

        assertThat(nimbus.signIn("openid").idToken().getSubject()).isNotNull();
        assertThat(send(new ClientDeleteRequest(registered.getRegistrationURI(), replaced.getRegistrationAccessToken()))
                        .getStatusCode())
                .isEqualTo(204);
        await("every replica is notified")
                .atMost(Duration.ofSeconds(5))
                .until(() -> refusal(nimbus).equals("invalid_client"));
    }

    @Test
    void RFC_7591_section_3_an_initial_access_token_from_GraphQL_registers_as_often_as_it_says() throws Exception {
        OIDCProviderMetadata provider = Nimbus.register(metadata -> {}).provider();
        JsonNode issued = Running.admin()
                .data("mutation { issueInitialAccessToken(label: \"Nimbus\", clients: 1, lifetime: \"PT1H\")"
                        + " { token issued { id clients } } }")
                .get("issueInitialAccessToken");
        BearerAccessToken token = new BearerAccessToken(issued.get("token").asText());

        assertThat(register(provider, token).getStatusCode()).isEqualTo(201);
        assertThat(register(provider, token).getStatusCode()).isEqualTo(401);
        JsonNode listed = Running.admin()
                .data("{ initialAccessTokens { id label registered } }")
                .get("initialAccessTokens");
        assertThat(listed).anySatisfy(one -> {
            assertThat(one.get("id")).isEqualTo(issued.at("/issued/id"));
            assertThat(one.get("registered").asInt()).isEqualTo(1);
        });
    }

    @Test
    void RFC_7591_section_3_a_revoked_initial_access_token_registers_no_client() throws Exception {
        OIDCProviderMetadata provider = Nimbus.register(metadata -> {}).provider();
        JsonNode issued = Running.admin()
                .data("mutation { issueInitialAccessToken(label: \"Lost\", clients: 9) { token issued { id } } }")
                .get("issueInitialAccessToken");

        Running.admin()
                .data("mutation { revokeInitialAccessToken(id: \""
                        + issued.at("/issued/id").asText() + "\") { revokedAt } }");

        BearerAccessToken token = new BearerAccessToken(issued.get("token").asText());
        assertThat(register(provider, token).getStatusCode()).isEqualTo(401);
    }

    /** Changes the metadata before they are sent. */
    @FunctionalInterface
    private interface Change {
        void apply(OIDCClientMetadata metadata) throws Exception;
    }

    private static void everything(OIDCClientMetadata metadata) {
        metadata.setName("Laden", GERMAN);
        metadata.setEmailContacts(List.of("ops@app.example"));
        metadata.setSoftwareID(new SoftwareID("shop-9"));
        metadata.setDefaultMaxAge(3600);
    }

    private static OIDCClientInformation replace(
            OIDCClientInformation client, OIDCClientMetadata metadata, Change change) throws Exception {
        change.apply(metadata);
        return information(send(new OIDCClientUpdateRequest(
                client.getRegistrationURI(),
                client.getID(),
                client.getRegistrationAccessToken(),
                metadata,
                client.getSecret())));
    }

    private static OIDCClientInformation information(HTTPResponse response) throws Exception {
        return succeeded(OIDCClientRegistrationResponseParser.parse(response), OIDCClientInformationResponse.class)
                .getOIDCClientInformation();
    }

    private static HTTPResponse register(OIDCProviderMetadata provider, BearerAccessToken token) throws Exception {
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setRedirectionURI(Nimbus.REDIRECT);
        return send(new OIDCClientRegistrationRequest(provider.getRegistrationEndpointURI(), metadata, token));
    }

    private static String refusal(Nimbus nimbus) throws Exception {
        TokenRequest request = new TokenRequest.Builder(
                        nimbus.provider().getTokenEndpointURI(), nimbus.authentication(), new ClientCredentialsGrant())
                .build();
        return TokenResponse.parse(send(request))
                .toErrorResponse()
                .getErrorObject()
                .getCode();
    }

    private static LangTag german() {
        try {
            return LangTag.parse("de");
        } catch (LangTagException e) {
            throw new AssertionError(e);
        }
    }
}
