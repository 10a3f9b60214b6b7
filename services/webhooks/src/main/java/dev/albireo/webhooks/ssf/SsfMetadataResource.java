package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.web.Problem;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The metadata of the transmitter (Shared Signals Framework 1.0 section 7) and of the protected resource that it is (RFC 9728 section 2);
 * created once, at start-up.
 */
@Path("/.well-known")
@NonBlocking
class SsfMetadataResource {
    private final String path;
    private final byte[] transmitter;
    private final byte[] resource;

    SsfMetadataResource(SsfEndpoints endpoints, ObjectMapper json) throws JsonProcessingException {
        this.path = endpoints.issuerPath();
        this.transmitter = json.writeValueAsBytes(transmitter(endpoints));
        this.resource = json.writeValueAsBytes(resource(endpoints));
    }

    @GET
    @Path("/ssf-configuration")
    @Produces(MediaType.APPLICATION_JSON)
    public Response transmitter() {
        return response(transmitter);
    }

    /** The document of an issuer with a path (section 7.2). */
    @GET
    @Path("/ssf-configuration/{path: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response transmitter(@RestPath("path") String following) {
        return response(transmitter, "/" + following, path);
    }

    @GET
    @Path("/oauth-protected-resource/{path: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response resource(@RestPath("path") String following) {
        return response(resource, "/" + following, path + SsfEndpoints.RESOURCE);
    }

    private static Response response(byte[] document, String asked, String path) {
        if (!asked.equals(path)) {
            throw Problem.NOT_FOUND.because("there is no metadata of this path");
        }
        return response(document);
    }

    private static Map<String, Object> transmitter(SsfEndpoints endpoints) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("spec_version", "1_0");
        metadata.put("issuer", endpoints.issuer());
        metadata.put("jwks_uri", endpoints.of("jwks"));
        metadata.put("delivery_methods_supported", List.of(StreamConfiguration.PUSH, StreamConfiguration.POLL));
        metadata.put("configuration_endpoint", endpoints.of("streams"));
        metadata.put("status_endpoint", endpoints.of("status"));
        metadata.put("add_subject_endpoint", endpoints.of("subjects/add"));
        metadata.put("remove_subject_endpoint", endpoints.of("subjects/remove"));
        metadata.put("verification_endpoint", endpoints.of("verification"));
        metadata.put("authorization_schemes", List.of(Map.of("spec_urn", "urn:ietf:rfc:6749")));
        metadata.put("default_subjects", "ALL");
        return metadata;
    }

    private static Map<String, Object> resource(SsfEndpoints endpoints) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resource", endpoints.resource());
        metadata.put("authorization_servers", List.of(endpoints.issuer()));
        metadata.put("scopes_supported", List.of(SsfAccessGuard.READ, SsfAccessGuard.MANAGE));
        metadata.put("bearer_methods_supported", List.of("header"));
        return metadata;
    }

    private static Response response(byte[] document) {
        return Response.ok(document)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .build();
    }
}
