package dev.albireo.web;

import dev.albireo.protocol.QueryEncoding;
import dev.albireo.protocol.SessionCookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The only check against cross-site request forgery, on every unsafe request that is not {@link CrossSite}:
 *
 * <ul>
 * <li>{@code Origin}, otherwise {@code Sec-Fetch-Site}, says that it comes from the issuer. A request with neither comes from no
 *       browser, so that it carries no user's cookies;
 * <li>a form carries the token of its session and interaction or, for a {@link BrowserBoundForm}, of its browser and interaction, wherever
 *       it has one of them. If it carries another, its page is out of date, and the browser is shown the page again;
 * <li>any other body is JSON, which a page of another site cannot send without a preflight.
 * </ul>
 */
@ApplicationScoped
class FormGuard {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    /** Fields of a form that are filled in again, by the parameters of the page's query. */
    private static final Map<String, String> RETAINED = Map.of(
            "interaction", "interaction",
            "redirect_to", "redirect_to",
            "username", "login_hint",
            "user_code", "user_code");

    private static final int MAX_RETAINED_LENGTH = 4000;
    private static final String REFUSED =
            "the request did not come from a page of this server; reload the page and try again";

    private final WebConfig config;
    private final Cookies cookies;
    private final FormTokens tokens;
    private final PageNotice notice;

    FormGuard(WebConfig config, Cookies cookies, FormTokens tokens, PageNotice notice) {
        this.config = config;
        this.cookies = cookies;
        this.tokens = tokens;
        this.notice = notice;
    }

    @ServerRequestFilter
    @WithFormRead
    public @Nullable Response check(
            ContainerRequestContext request, ResourceInfo resource, HttpHeaders headers, ServerRequestContext server) {
        if (FormReader.couldNotRead(((ResteasyReactiveRequestContext) server).unwrap(RoutingContext.class))) {
            throw new BadRequestException();
        }
        if (SAFE.contains(request.getMethod())) {
            Optional.ofNullable(request.getUriInfo().getQueryParameters().getFirst(PageNotice.PARAMETER))
                    .ifPresent(notice::select);
            return null;
        }
        if (crossSite(resource)) {
            return null;
        }
        sameOrigin(headers);
        MediaType type = mediaType(request);
        if (type == null) {
            if (request.hasEntity()) {
                throw Problem.UNSUPPORTED_MEDIA_TYPE.because("the Content-Type header is missing");
            }
        } else if (isForm(type)) {
            Form form = whole(Form.of(server));
            return isCurrent(form, resource, headers) ? null : outOfDate(form, request, resource, headers);
        } else if (!isJson(type)) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("send application/json");
        }
        return null;
    }

    private static Form whole(Form form) {
        if (!form.isWhole()) {
            throw Problem.BAD_REQUEST.because("a form field is not percent-encoded UTF-8");
        }
        return form;
    }

    private static @Nullable MediaType mediaType(ContainerRequestContext request) {
        try {
            return request.getMediaType();
        } catch (IllegalArgumentException e) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("the Content-Type header is not a media type");
        }
    }

    private void sameOrigin(HttpHeaders headers) {
        String origin = headers.getHeaderString("Origin");
        String site = headers.getHeaderString("Sec-Fetch-Site");
        boolean foreign = origin != null
                ? !origin.equals(config.issuerOrigin())
                : site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign) {
            throw Problem.FORBIDDEN.because(REFUSED);
        }
    }

    /** Returns whether the form has the right token, or nothing that a token could be bound to. */
    private boolean isCurrent(Form form, ResourceInfo resource, HttpHeaders headers) {
        Optional<String> interaction = form.optional("interaction");
        Optional<SessionCookie> session = cookies.session(headers);
        if (session.isEmpty() && interaction.isEmpty()) {
            return true;
        }
        String token = form.text("form_token");
        return resource.getResourceClass().isAnnotationPresent(BrowserBoundForm.class)
                ? tokens.matches(token, cookies.browser(headers), interaction)
                : tokens.matches(token, session, interaction);
    }

    /** Returns the page again, with a notice; the form was not processed. Clients other than browsers get an error. */
    private static Response outOfDate(
            Form form, ContainerRequestContext request, ResourceInfo resource, HttpHeaders headers) {
        String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
        if (accept == null || !accept.contains(MediaType.TEXT_HTML)) {
            throw Problem.FORBIDDEN.because(REFUSED);
        }
        FormShownAt page = resource.getResourceMethod().getAnnotation(FormShownAt.class);
        String path = page == null ? request.getUriInfo().getRequestUri().getRawPath() : page.value();
        String kept = RETAINED.entrySet().stream()
                .flatMap(field -> form.optional(field.getKey()).stream()
                        .filter(value -> value.length() <= MAX_RETAINED_LENGTH)
                        .map(value -> "&" + field.getValue() + "=" + QueryEncoding.encode(value)))
                .collect(Collectors.joining());
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path + "?" + PageNotice.Severity.STALE.parameter() + kept)
                .build();
    }

    private static boolean crossSite(ResourceInfo resource) {
        return resource.getResourceMethod().isAnnotationPresent(CrossSite.class)
                || resource.getResourceClass().isAnnotationPresent(CrossSite.class);
    }

    private static boolean isForm(MediaType type) {
        return type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
                || type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE);
    }

    private static boolean isJson(MediaType type) {
        return type.getType().equals("application")
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }
}
