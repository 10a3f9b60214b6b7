package dev.albireo.oauth.cors;

import dev.albireo.oauth.client.Clients;
import dev.albireo.protocol.CorsPolicy;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * CORS (Fetch Standard section 3.2): metadata endpoints may be read by scripts of all origins, endpoints for clients by those of clients'
 * pages. Credentials mode is never allowed, so a page learns only what it already has access to.
 */
@ApplicationScoped
class CorsFilter {
    private static final String ORIGIN = "Origin";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final int MAX_ORIGIN_LENGTH = 500;

    /** RFC 6454 section 6.1. */
    private static final Pattern ORIGIN_FORM = Pattern.compile("[a-z][a-z0-9+.-]*://[\\x21-\\x7e&&[^/?#@]]+");

    private final Clients clients;
    private final String issuer;

    CorsFilter(Clients clients, WebConfig web) {
        this.clients = clients;
        this.issuer = web.issuerOrigin();
    }

    /** Answers a preflight request; without this response a browser does not send the actual one. */
    @ServerRequestFilter(preMatching = true)
    public @Nullable Response preflight(ContainerRequestContext request) {
        boolean asks = request.getMethod().equals(HttpMethod.OPTIONS)
                && request.getHeaderString(ORIGIN) != null
                && request.getHeaderString("Access-Control-Request-Method") != null;
        return asks && policy(request) != CorsPolicy.NO_ORIGIN
                ? Response.noContent()
                        .header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
                        .header("Access-Control-Allow-Headers", "Authorization, Content-Type")
                        .header("Access-Control-Max-Age", "600")
                        .build()
                : null;
    }

    /** Adds the CORS headers, to error responses too. Returns null if there is nothing to wait for. */
    @ServerResponseFilter
    public @Nullable Uni<Void> share(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        return switch (policy(request)) {
            case NO_ORIGIN -> null;
            case ALL_ORIGINS -> {
                headers.putSingle(ALLOW_ORIGIN, "*");
                yield null;
            }
            case CLIENT_ORIGINS -> {
                headers.add(HttpHeaders.VARY, ORIGIN);
                yield withClient(request, headers);
            }
        };
    }

    private @Nullable Uni<Void> withClient(ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
        Optional<String> origin = Optional.ofNullable(request.getHeaderString(ORIGIN))
                .filter(text -> text.length() <= MAX_ORIGIN_LENGTH
                        && ORIGIN_FORM.matcher(text).matches())
                .filter(text -> !text.equals(issuer));
        if (origin.isEmpty()) {
            return null;
        }
        return clients.allowOrigin(origin.get())
                .invoke(allowed -> {
                    if (allowed) {
                        headers.putSingle(ALLOW_ORIGIN, origin.get());
                        headers.putSingle("Access-Control-Expose-Headers", "WWW-Authenticate");
                    }
                })
                .replaceWithVoid();
    }

    private static CorsPolicy policy(ContainerRequestContext request) {
        return OAuthEndpoint.of(request.getUriInfo().getPath())
                .map(OAuthEndpoint::cors)
                .orElse(CorsPolicy.NO_ORIGIN);
    }
}
