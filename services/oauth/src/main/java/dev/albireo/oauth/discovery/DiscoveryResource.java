package dev.albireo.oauth.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.oauth.authorize.OfferedPrompts;
import dev.albireo.oauth.authorize.PushedRequestRules;
import dev.albireo.oauth.client.metadata.ResponseTypes;
import dev.albireo.oauth.client.registration.RegistrationRules;
import dev.albireo.oauth.key.OfferedAlgorithms;
import dev.albireo.web.UiLanguages;
import dev.albireo.web.WebConfig;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The discovery documents, equal under both paths; created once, at start-up. */
@Path("/.well-known")
@NonBlocking
class DiscoveryResource {
    private final byte[] document;

    DiscoveryResource(
            WebConfig web,
            RegistrationRules registration,
            PushedRequestRules pushed,
            ResponseTypes types,
            OfferedPrompts prompts,
            OfferedAlgorithms algorithms,
            UiLanguages languages,
            ObjectMapper json)
            throws JsonProcessingException {
        Map<String, Object> metadata = ServerMetadata.of(
                web.issuerText(), registration.isOpen(), registration.defaultScopes(), algorithms.names());
        metadata.put("require_pushed_authorization_requests", pushed.requireForAll());
        metadata.put("response_types_supported", types.names());
        metadata.put("prompt_values_supported", prompts.names());
        metadata.put("ui_locales_supported", languages.tags());
        if (types.implicit()) {
            metadata.computeIfPresent("grant_types_supported", (name, known) -> with((List<?>) known, "implicit"));
        }
        this.document = json.writeValueAsBytes(metadata);
    }

    @GET
    @Path("/openid-configuration")
    @Produces(MediaType.APPLICATION_JSON)
    public Response openid() {
        return response();
    }

    @GET
    @Path("/oauth-authorization-server")
    @Produces(MediaType.APPLICATION_JSON)
    public Response oauth() {
        return response();
    }

    private static List<Object> with(List<?> known, String further) {
        return Stream.concat(known.stream(), Stream.of(further)).collect(Collectors.toUnmodifiableList());
    }

    private Response response() {
        return Response.ok(document)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .build();
    }
}
