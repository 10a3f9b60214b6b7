package dev.albireo.oauth.limit;

import dev.albireo.protocol.Network;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.FilterPriorities;
import dev.albireo.web.Form;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.RefusalMeters;
import dev.albireo.web.RetryAfter;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests above the rate limits of the endpoints for clients, before any lookup (RFC 6585 section 4). The limit follows from the
 * matched resource, not from the text of the path: each spelling that reaches a resource, as with a trailing slash, counts against the same
 * budget.
 */
@ApplicationScoped
class RateLimitFilter {
    private static final String NETWORK = "albireo.limit.network";

    private final RateLimits limits;
    private final ClientAddress address;
    private final RefusalMeters meters;

    RateLimitFilter(RateLimits limits, ClientAddress address, RefusalMeters meters) {
        this.limits = limits;
        this.address = address;
        this.meters = meters;
    }

    /** Runs after the form was read. */
    @ServerRequestFilter(priority = FilterPriorities.RATE_LIMIT)
    public @Nullable Response check(ContainerRequestContext request, ServerRequestContext server) {
        ResteasyReactiveRequestContext context = (ResteasyReactiveRequestContext) server;
        Optional<OAuthEndpoint> endpoint = OAuthEndpoint.of(context.getTarget().getClassPath().template);
        return endpoint.isEmpty() ? null : check(endpoint.get(), request, server, context.unwrap(RoutingContext.class));
    }

    private @Nullable Response check(
            OAuthEndpoint endpoint,
            ContainerRequestContext request,
            ServerRequestContext server,
            RoutingContext routing) {
        if (!endpoint.rateLimit().limits(request.getMethod())) {
            return null;
        }
        String network = Network.of(address.of(routing));
        return switch (endpoint.rateLimit()) {
            case NONE -> null;
            case AUTHORIZATIONS -> page(limits.authorization(network));
            case REGISTRATIONS -> response(endpoint, limits.registration(network));
            case CLIENT_FAILURES, REGISTRATION_TOKEN_FAILURES -> {
                request.setProperty(NETWORK, network);
                yield response(endpoint, limits.retryAfter(network));
            }
            case CLIENT_REQUESTS -> {
                request.setProperty(NETWORK, network);
                Optional<String> authorization =
                        Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION));
                yield response(endpoint, limits.request(RateLimitKey.of(network, authorization, Form.of(server))));
            }
        };
    }

    /** A failed authentication counts for many requests. */
    @ServerResponseFilter
    public void count(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 401 && request.getProperty(NETWORK) instanceof String network) {
            limits.failed(network);
        }
    }

    /** A page for browsers: the client gets no error response, because the request was not processed. */
    private static @Nullable Response page(Duration wait) {
        if (wait.isZero()) {
            return null;
        }
        throw PageRefusal.of(
                OAuthError.TOO_MANY_REQUESTS.status(),
                "Too many sign-ins from your network",
                "Wait a minute, then start again in the application.",
                wait);
    }

    private @Nullable Response response(OAuthEndpoint endpoint, Duration wait) {
        if (wait.isZero()) {
            return null;
        }
        OAuthError error = OAuthError.TOO_MANY_REQUESTS;
        meters.oauth(endpoint.path(), error);
        return Response.status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(Map.of("error", error.code(), "error_description", "too many requests; see Retry-After"))
                .build();
    }
}
