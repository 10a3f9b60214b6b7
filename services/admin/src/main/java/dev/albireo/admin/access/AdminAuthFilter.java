package dev.albireo.admin.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.admin.owner.AdminAuthorizationClient;
import dev.albireo.web.AdministratorRole;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.ContentSecurity;
import dev.albireo.web.FilterPriorities;
import dev.albireo.web.InvalidToken;
import dev.albireo.web.JwtVerifier;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import dev.albireo.web.ServiceAccountToken;
import dev.albireo.web.WebConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * The access control of the admin port. In development it accepts requests of this machine's own pages and tools; otherwise each request
 * carries the access token of an administrator who proved a second factor (architecture section 7), or of a service account, and {@code
 * oauth} is asked whether its grant is still valid.
 */
@Singleton
class AdminAuthFilter {
    private static final Logger LOG = Logger.getLogger(AdminAuthFilter.class);
    private static final Pattern FOR_SERVICE_ACCOUNTS = Pattern.compile("/(AuthConfig|Client)(/[^/]*)?");
    private static final String TOOLS = "/q/graphql-ui";
    private static final String TOOLS_POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final WebConfig config;
    private final JwtVerifier tokens;
    private final AdminAuthorizationClient authorizations;
    private final AdministratorRoles roles;
    private final LoopbackRules loopback;

    AdminAuthFilter(
            WebConfig config,
            JwtVerifier tokens,
            @RestClient AdminAuthorizationClient authorizations,
            AdministratorRoles roles,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.config = config;
        this.tokens = tokens;
        this.authorizations = authorizations;
        this.roles = roles;
        this.loopback = new LoopbackRules(port);
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, FilterPriorities.PORT_ACCESS);
    }

    private void enter(RoutingContext routing) {
        if (config.development()) {
            enterFromThisMachine(routing);
        } else {
            enterAsAdministrator(routing);
        }
    }

    private void enterFromThisMachine(RoutingContext routing) {
        String host = String.valueOf(routing.request().authority());
        String origin = routing.request().getHeader("Origin");
        if (!loopback.allowsHost(host) || (origin != null && !loopback.allowsOrigin(origin))) {
            refuse(
                    routing,
                    Problem.FORBIDDEN.because(
                            "in development this port accepts requests of pages of this machine only"));
            return;
        }
        if (routing.normalizedPath().startsWith(TOOLS)) {
            ContentSecurity.replace(routing, TOOLS_POLICY);
        }
        routing.next();
    }

    private void enterAsAdministrator(RoutingContext routing) {
        String header = routing.request().getHeader("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            refuse(routing, Problem.UNAUTHENTICATED.because("an access token of an administrator is required"));
            return;
        }
        String token = header.substring("Bearer ".length());
        routing.request().pause();
        tokens.verify(token, "at+jwt", AdministratorToken.AUDIENCE)
                .invoke(claims -> check(claims, routing.normalizedPath()))
                .call(claims -> authorizations
                        .authorization(token)
                        .invoke(response -> CurrentAdministrator.set(
                                routing,
                                claims,
                                Optional.ofNullable(response.getHeaderString(AdministratorRoles.HEADER))
                                        .map(AdministratorRole::valueOf))))
                .subscribe()
                .with(
                        claims -> {
                            routing.request().resume();
                            routing.next();
                        },
                        failure -> {
                            routing.request().resume();
                            refuse(routing, refusal(failure));
                        });
    }

    /** Checks the role of the token and its extent: a service account has access to declared resources that are not users. */
    private void check(JWTClaimsSet claims, String path) {
        if (ServiceAccountToken.client(claims).isEmpty()) {
            AdministratorToken.check(claims, roles);
        } else if (!FOR_SERVICE_ACCOUNTS.matcher(path).matches()) {
            throw Problem.FORBIDDEN.because(
                    "a service account may only use PUT, PATCH, GET and DELETE of AuthConfig and Client");
        }
    }

    private static ProblemRefusal refusal(Throwable failure) {
        return switch (failure) {
            case ProblemRefusal refusal -> refusal;
            case InvalidToken invalid -> Problem.UNAUTHENTICATED.because(invalid.reason());
            default -> {
                LOG.error("admin access token check failed", failure);
                yield Problem.UNAVAILABLE.because("the access token cannot be verified at the moment; try again later");
            }
        };
    }

    private static void refuse(RoutingContext routing, ProblemRefusal refusal) {
        if (refusal.problem() == Problem.UNAUTHENTICATED) {
            routing.response().putHeader("WWW-Authenticate", "Bearer realm=\"albireo-admin\"");
        }
        routing.response()
                .setStatusCode(refusal.problem().status())
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", refusal.problem().type())
                        .put("title", refusal.problem().title())
                        .put("status", refusal.problem().status())
                        .put("detail", refusal.detail())
                        .encode());
    }
}
