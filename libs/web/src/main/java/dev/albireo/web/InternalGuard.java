package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Access control of resources under {@code /internal/}: requires an access token (RFC 9068) of another service, with this service's
 * audience and {@code internal:*} scope. For an endpoint that is {@link ByAdministrator}, the administrator's own token is verified too,
 * and that the administrator is still authorized, in a role with the required permission; if the endpoint permits it, a service account's token may take that place. An unsafe
 * request requires a recent second factor of the administrator, unless the endpoint is exempt ({@link ByAdministrator#stepUp}).
 */
@ApplicationScoped
class InternalGuard {
    /** The header that carries the acting administrator's access token. */
    private static final String ACTOR = "Albireo-Actor";

    private static final String TYPE = "at+jwt";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final JwtVerifier tokens;
    private final WebConfig config;
    private final Administrators administrators;
    private final Actor actor;
    private final RecentSecondFactor recentSecondFactor;
    private final AdministratorRoles roles;
    private final String service;

    InternalGuard(
            JwtVerifier tokens,
            WebConfig config,
            Administrators administrators,
            Actor actor,
            RecentSecondFactor recentSecondFactor,
            AdministratorRoles roles,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.tokens = tokens;
        this.config = config;
        this.administrators = administrators;
        this.actor = actor;
        this.recentSecondFactor = recentSecondFactor;
        this.roles = roles;
        this.service = application.replaceFirst("^albireo-", "");
    }

    /** Returns null for a resource that is not internal: there is nothing to wait for. */
    @ServerRequestFilter(priority = FilterPriorities.INTERNAL_ACCESS)
    public @Nullable Uni<Void> check(ContainerRequestContext request, ResourceInfo resource) {
        Path path = resource.getResourceClass().getAnnotation(Path.class);
        if (path == null || !path.value().startsWith("/internal")) {
            return null;
        }
        return tokens.verify(bearer(request), TYPE, "albireo-" + service)
                .invoke(claims -> scope(claims, "internal:" + service))
                .invoke(claims -> actor.isService(text(claims, "client_id")))
                .chain(claims -> byAdministrator(resource)
                        .map(requirements -> administrator(request, requirements))
                        .orElseGet(InternalGuard::accepted));
    }

    private Uni<Void> administrator(ContainerRequestContext request, ByAdministrator asked) {
        String token = request.getHeaderString(ACTOR);
        if (token == null && !config.internal().requireActor()) {
            actor.isDevelopment();
            return accepted();
        }
        if (token == null) {
            throw Problem.FORBIDDEN.because("the token of the acting administrator is missing (Albireo-Actor)");
        }
        return tokens.verify(token, TYPE, AdministratorToken.AUDIENCE)
                .onFailure(InvalidToken.class)
                .transform(InternalGuard::actorRejected)
                .chain(claims -> ServiceAccountToken.client(claims)
                        .filter(client -> asked.serviceAccounts())
                        .map(this::serviceAccount)
                        .orElseGet(() -> administrator(claims).invoke(() -> authorize(request, asked))));
    }

    /** The challenge with {@code invalid_token} stands for the token of the calling service alone. */
    private static Throwable actorRejected(Throwable invalid) {
        return Problem.UNAUTHENTICATED.because(((InvalidToken) invalid).reason());
    }

    private Uni<Void> serviceAccount(String client) {
        return administrators
                .isStillAuthorized(new Administrators.ActingServiceAccount(client))
                .invoke(mayStillAct -> {
                    if (!mayStillAct) {
                        throw Problem.FORBIDDEN.because("the service account is disabled or was deleted");
                    }
                })
                .invoke(() -> actor.isServiceAccount(client))
                .replaceWithVoid();
    }

    private Uni<Void> administrator(JWTClaimsSet verified) {
        return Uni.createFrom()
                .item(verified)
                .invoke(claims -> AdministratorToken.check(claims, roles))
                .call(claims -> administrators
                        .role(Administrator.of(claims))
                        .invoke(role -> actor.isAdministrator(
                                String.valueOf(claims.getSubject()),
                                role.orElseThrow(InternalGuard::noLongerAuthorized),
                                recentSecondFactor.isProvedBy(claims))))
                .chain(InternalGuard::accepted);
    }

    /** The role is checked first: another sign-in would not help. */
    private void authorize(ContainerRequestContext request, ByAdministrator asked) {
        boolean safe = SAFE.contains(request.getMethod());
        actor.require(safe ? AdministratorPermission.READ : asked.permission());
        if (asked.stepUp() && !safe) {
            actor.requireRecentSecondFactor();
        }
    }

    private static ProblemRefusal noLongerAuthorized() {
        return Problem.FORBIDDEN.because("the user is no longer an administrator");
    }

    private static Uni<Void> accepted() {
        return Uni.createFrom().voidItem();
    }

    private static String bearer(ContainerRequestContext request) {
        String header = request.getHeaderString("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            throw Problem.UNAUTHENTICATED.because("an access token is required");
        }
        return header.substring("Bearer ".length());
    }

    private static void scope(JWTClaimsSet claims, String needed) {
        if (!List.of(text(claims, "scope").split(" ")).contains(needed)) {
            throw Problem.FORBIDDEN.because("the access token lacks the scope " + needed);
        }
    }

    private static String text(JWTClaimsSet claims, String name) {
        try {
            return Optional.ofNullable(claims.getStringClaim(name)).orElse("");
        } catch (ParseException e) {
            return "";
        }
    }

    private static Optional<ByAdministrator> byAdministrator(ResourceInfo resource) {
        return Arrays.stream(new java.lang.reflect.AnnotatedElement[] {
                    resource.getResourceMethod(), resource.getResourceClass()
                })
                .map(element -> element.getAnnotation(ByAdministrator.class))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
