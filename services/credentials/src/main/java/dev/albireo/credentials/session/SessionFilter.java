package dev.albireo.credentials.session;

import dev.albireo.credentials.session.Access.Who;
import dev.albireo.credentials.session.Authentication.Anonymous;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.Authentication.Partial;
import dev.albireo.web.ClientAddress;
import dev.albireo.web.Cookies;
import dev.albireo.web.FilterPriorities;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.PageNotice;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the visitor of every request, and controls the access to every endpoint: closed to all except full sessions unless the endpoint
 * has {@link Access}. Pages redirect to the missing step, other endpoints answer with a problem.
 */
@ApplicationScoped
class SessionFilter {
    private static final String SHARED = "dev.albireo.web";

    private final ResolveAuthentication resolve;
    private final CurrentAuthentication current;
    private final Cookies cookies;
    private final ClientAddress addresses;
    private final KnownDevices devices;
    private final PageLanguage language;

    SessionFilter(
            ResolveAuthentication findVisitor,
            CurrentAuthentication current,
            Cookies cookies,
            ClientAddress addresses,
            KnownDevices devices,
            PageLanguage language) {
        this.resolve = findVisitor;
        this.current = current;
        this.cookies = cookies;
        this.addresses = addresses;
        this.devices = devices;
        this.language = language;
    }

    @ServerRequestFilter(priority = FilterPriorities.SESSION)
    public Uni<@Nullable Response> check(ResourceInfo resource, HttpHeaders headers, RoutingContext routing) {
        Optional<Who> who = access(resource);
        if (who.equals(Optional.of(Who.SERVICES)) || isShared(resource)) {
            return Uni.createFrom().nullItem();
        }
        HttpServerResponse response = routing.response();
        BrowserInfo browser = new BrowserInfo(
                cookies.session(headers),
                cookies.browser(headers),
                BrowserText.plain(headers.getHeaderString(HttpHeaders.USER_AGENT)),
                addresses.of(routing),
                () -> !response.closed(),
                devices.of(routing));
        return resolve.of(browser)
                .invoke(authentication -> current.is(authentication, browser))
                .invoke(authentication -> current.present()
                        .ifPresent(present ->
                                language.ofUser(present.user().claims().get("locale"))))
                .map(authentication -> admit(authentication, who, isPage(resource), routing.request())
                        .orElse(null));
    }

    /** Returns empty to continue, otherwise the response. */
    private static Optional<Response> admit(
            Authentication authentication, Optional<Who> who, boolean page, HttpServerRequest request) {
        if (who.equals(Optional.of(Who.ANYONE))) {
            return Optional.empty();
        }
        return switch (authentication) {
            case Full full -> Optional.empty();
            case Partial partial when who.equals(Optional.of(Who.PARTIAL)) -> Optional.empty();
            case Partial partial when page -> Optional.of(seeOther("/login/2fa"));
            case Partial partial ->
                throw Problem.SECOND_FACTOR_REQUIRED.because("a second factor is required; continue at /login/2fa");
            case Anonymous anonymous when page -> Optional.of(seeOther(toLogin(request)));
            case Anonymous anonymous ->
                throw Problem.UNAUTHENTICATED.because("authentication required; sign in at /login");
        };
    }

    /** Redirects to the login page with the page to return to, and with a notice if an action was lost. */
    private static String toLogin(HttpServerRequest request) {
        String path = ReturnPath.on("/login", ReturnPath.of(request.path()));
        boolean wanted = !request.method().equals(HttpMethod.GET)
                || PageNotice.Severity.STALE.parameter().equals(request.query());
        return wanted ? path + (path.contains("?") ? "&" : "?") + PageNotice.Severity.SIGNED_OUT.parameter() : path;
    }

    private static Optional<Who> access(ResourceInfo resource) {
        return Stream.of(resource.getResourceMethod(), resource.getResourceClass())
                .map(element -> Optional.ofNullable(element.getAnnotation(Access.class)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Access::value);
    }

    private static boolean isShared(ResourceInfo resource) {
        return resource.getResourceClass().getPackageName().equals(SHARED);
    }

    private static boolean isPage(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        Produces produces = method.getAnnotation(Produces.class);
        return produces != null && Arrays.asList(produces.value()).contains(MediaType.TEXT_HTML);
    }

    /** The path stays relative, because the framework would complete it from the request's Host. */
    private static Response seeOther(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}
