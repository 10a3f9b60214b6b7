package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientInfoMetadata;
import dev.albireo.oauth.client.metadata.LogoutUrisMetadata;
import dev.albireo.oauth.client.metadata.RequestObjectMetadata;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.SectorIdentifierMetadata;
import dev.albireo.oauth.client.registration.RegisterClient.RegistrationResult;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.CrossSite;
import dev.albireo.web.KeySetCache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** POST /connect/register (RFC 7591 section 3.1). */
@Path("/connect/register")
@CrossSite("clients call it without a browser; an attacker gains nothing from a request of a user's browser")
class RegistrationResource {
    private final RegisterClient register;
    private final ClientInformationResponses responses;
    private final ClientAddress address;

    RegistrationResource(RegisterClient register, ClientInformationResponses responses, ClientAddress address) {
        this.register = register;
        this.responses = responses;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> register(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Nullable JsonNode body,
            RoutingContext routing) {
        register.requireOpen();
        if (body == null) {
            throw OAuthError.INVALID_CLIENT_METADATA.because("the body must be a JSON object");
        }
        return register.register(body, BearerToken.of(authorization), address.of(routing))
                .map(registered -> response(201, responses.of(registered)));
    }

    /** Returns a response that must not be cached. */
    static Response response(int status, ClientInformation client) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(client)
                .build();
    }

    /** The client information response (RFC 7591 section 3.2.1): all registered metadata. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ClientInformation(
            @JsonProperty("client_id") String id,
            @JsonProperty("client_secret") Optional<String> secret,
            @JsonProperty("client_secret_expires_at") Optional<Long> secretExpiresAt,
            @JsonProperty("client_id_issued_at") long issuedAt,
            @JsonProperty("client_name") String name,
            @JsonProperty("redirect_uris") List<String> redirectUris,
            @JsonProperty("post_logout_redirect_uris") List<String> postLogoutRedirectUris,
            @JsonProperty("token_endpoint_auth_method") String authMethod,
            @JsonProperty("grant_types") List<String> grantTypes,
            @JsonProperty("response_types") List<String> responseTypes,
            @JsonProperty("scope") String scope,
            @JsonProperty("require_pkce") boolean requirePkce,
            @JsonProperty("client_uri") Optional<String> homeUri,
            @JsonProperty("logo_uri") Optional<String> logoUri,
            @JsonProperty("policy_uri") Optional<String> policyUri,
            @JsonProperty("tos_uri") Optional<String> tosUri,
            @JsonProperty("jwks") Optional<Map<String, Object>> jwks,
            @JsonProperty("jwks_uri") Optional<String> jwksUri,

            @JsonProperty("require_pushed_authorization_requests")
            boolean requirePushedRequests,

            @JsonProperty("id_token_signed_response_alg") String idTokenAlgorithm,
            @JsonProperty("userinfo_signed_response_alg") Optional<String> userinfoAlgorithm,
            @JsonAnyGetter Map<String, Object> further) {

        static ClientInformation of(RegistrationResult registered, String uri) {
            Client client = registered.client();
            return new ClientInformation(
                    client.id(),
                    registered.secret(),
                    registered.secret().map(secret -> 0L),
                    client.createdAt().getEpochSecond(),
                    client.name(),
                    client.redirectUris(),
                    client.postLogoutRedirectUris(),
                    client.authMethod(),
                    client.grantTypes().stream().sorted().toList(),
                    client.requests().responseTypes().stream()
                            .map(ResponseType::value)
                            .sorted()
                            .toList(),
                    String.join(" ", client.scopes().stream().sorted().toList()),
                    client.requirePkce(),
                    client.homeUri(),
                    client.logoUri(),
                    client.policyUri(),
                    client.tosUri(),
                    client.keys().jwks().flatMap(KeySetCache::parse).map(JWKSet::toJSONObject),
                    client.keys().uri(),
                    client.requirePushedRequests(),
                    client.responses().idToken().value(),
                    client.responses().userinfo().map(SigningAlgorithm::value),
                    further(registered, uri));
        }

        private static Map<String, Object> further(RegistrationResult registered, String uri) {
            Client client = registered.client();
            Map<String, Object> further = new LinkedHashMap<>(RequestObjectMetadata.write(client.requests()));
            further.put("registration_access_token", registered.token());
            further.put("registration_client_uri", uri);
            further.put("subject_type", "public");
            further.putAll(SectorIdentifierMetadata.write(client.sector()));
            further.putAll(LogoutUrisMetadata.write(client.logoutUris()));
            further.putAll(ClientInfoMetadata.write(client.about()));
            client.about().statement().ifPresent(text -> further.put(SoftwareStatements.FIELD, text));
            client.keys().algorithm().ifPresent(alg -> further.put("token_endpoint_auth_signing_alg", alg.getName()));
            return further;
        }

        @Override
        public String toString() {
            return "Answer[" + id + "]";
        }
    }
}
