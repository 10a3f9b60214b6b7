package dev.albireo.webhooks.ssf;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.web.FilterPriorities;
import dev.albireo.web.InvalidToken;
import dev.albireo.web.JwtVerifier;
import dev.albireo.web.MissingBearerToken;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Access control of the transmitter's endpoints, all resources under {@code /ssf/} but the public keys: requires an access token (RFC 9068)
 * that a client has for itself, with the audience of the transmitter and the scope {@code ssf.manage} or, to read, {@code ssf.read} (CAEP
 * Interoperability Profile 1.0 section 2.7.3). Challenges name the metadata of the resource (RFC 9728 section 5.1).
 */
@ApplicationScoped
class SsfAccessGuard {
    static final String READ = "ssf.read";
    static final String MANAGE = "ssf.manage";

    private static final String TYPE = "at+jwt";
    private static final String LACKING = "albireo.ssf.lacking-scope";

    private final JwtVerifier tokens;
    private final SsfEndpoints endpoints;
    private final EventReceiver receiver;
    private final SsfStreamStore streams;
    private final Clock clock;

    SsfAccessGuard(
            JwtVerifier tokens, SsfEndpoints endpoints, EventReceiver receiver, SsfStreamStore streams, Clock clock) {
        this.tokens = tokens;
        this.endpoints = endpoints;
        this.receiver = receiver;
        this.streams = streams;
        this.clock = clock;
    }

    /** Returns null for a resource that needs no token: there is nothing to wait for. */
    @ServerRequestFilter(priority = FilterPriorities.INTERNAL_ACCESS)
    public @Nullable Uni<Void> check(ContainerRequestContext request, ResourceInfo resource) {
        if (!isGuarded(resource)) {
            return null;
        }
        boolean reads = request.getMethod().equals("GET")
                || resource.getResourceMethod().isAnnotationPresent(SsfReadScope.class);
        return tokens.verify(bearer(request), TYPE, endpoints.resource())
                .map(claims -> client(claims, reads ? List.of(READ, MANAGE) : List.of(MANAGE), request))
                .invoke(receiver::is)
                .chain(client -> streams.seen(client, clock.instant()));
    }

    /** Returns whether the resource needs a token: its path says so, not a list that could lack it. */
    private static boolean isGuarded(ResourceInfo resource) {
        Path path = resource.getResourceClass().getAnnotation(Path.class);
        return path != null && path.value().startsWith("/ssf/") && !path.value().equals(SsfJwksResource.PATH);
    }

    /** Adds to a challenge where the metadata of the resource is, and what a token lacks. */
    @ServerResponseFilter
    public void challenge(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        if (!path.startsWith("/ssf/")) {
            return;
        }
        response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("no-store"));
        String metadata = ", resource_metadata=\"" + endpoints.resourceMetadata() + "\"";
        Object lacking = request.getProperty(LACKING);
        if (response.getStatus() == 403 && lacking != null) {
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.WWW_AUTHENTICATE,
                            "Bearer realm=\"albireo\", error=\"insufficient_scope\", scope=\"" + lacking + "\""
                                    + metadata);
        } else if (response.getStatus() == 401) {
            Object challenge = response.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE);
            response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, challenge + metadata);
        }
    }

    private static String bearer(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            throw new MissingBearerToken();
        }
        return header.substring("Bearer ".length()).strip();
    }

    private static String client(JWTClaimsSet claims, List<String> sufficient, ContainerRequestContext request) {
        try {
            String client = claims.getStringClaim("client_id");
            if (client == null || !client.equals(claims.getSubject()) || claims.getClaim("grant") != null) {
                throw InvalidToken.because("the token is not one that a client has for itself (client_credentials)");
            }
            List<String> scopes = List.of(Optional.ofNullable(claims.getStringClaim("scope"))
                    .orElse("")
                    .split(" "));
            if (sufficient.stream().noneMatch(scopes::contains)) {
                request.setProperty(LACKING, sufficient.getFirst());
                throw Problem.FORBIDDEN.because("the access token lacks the scope " + sufficient.getFirst());
            }
            return client;
        } catch (ParseException e) {
            throw InvalidToken.because("the token cannot be parsed");
        }
    }
}
