package dev.albireo.oauth.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.oauth.authorize.OfferedPrompts;
import dev.albireo.oauth.authorize.PushedRequestRules;
import dev.albireo.oauth.client.metadata.ResponseTypes;
import dev.albireo.oauth.client.registration.RegistrationRules;
import dev.albireo.oauth.key.OfferedAlgorithms;
import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.web.UiLanguages;
import dev.albireo.web.WebConfig;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The discovery documents, equal under both paths; created at start-up, except for the values of {@code acr}. */
@Path("/.well-known")
@NonBlocking
class DiscoveryResource {
    private final Map<String, Object> metadata;
    private final SecondFactorPolicies policies;
    private final ObjectMapper json;

    DiscoveryResource(
            WebConfig web,
            RegistrationRules registration,
            PushedRequestRules pushed,
            ResponseTypes types,
            OfferedPrompts prompts,
            OfferedAlgorithms algorithms,
            UiLanguages languages,
            SecondFactorPolicies policies,
            ObjectMapper json) {
        this.policies = policies;
        this.json = json;
        this.metadata = ServerMetadata.of(
                web.issuerText(), registration.isOpen(), registration.defaultScopes(), algorithms.names());
        metadata.put("require_pushed_authorization_requests", pushed.requireForAll());
        metadata.put("response_types_supported", types.names());
        metadata.put("prompt_values_supported", prompts.names());
        metadata.put("ui_locales_supported", languages.tags());
        if (types.implicit()) {
            metadata.computeIfPresent("grant_types_supported", (name, known) -> with((List<?>) known, "implicit"));
        }
    }

    @GET
    @Path("/openid-configuration")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> openid() {
        return response();
    }

    @GET
    @Path("/oauth-authorization-server")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> oauth() {
        return response();
    }

    private static List<Object> with(List<?> known, String further) {
        return Stream.concat(known.stream(), Stream.of(further)).collect(Collectors.toUnmodifiableList());
    }

    /** The values of {@code acr} are those of the policy in force; of the built-in one, if it cannot be read. */
    private Uni<Response> response() {
        return policies.current()
                .map(policy -> document(policy.acrValues()))
                .onFailure()
                .recoverWithItem(() -> document(ServerMetadata.ACR_VALUES))
                .map(document -> Response.ok(document)
                        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                        .build());
    }

    private byte[] document(List<String> acrValues) {
        Map<String, Object> document = new LinkedHashMap<>(metadata);
        document.put("acr_values_supported", acrValues);
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the metadata cannot be written", e);
        }
    }
}
