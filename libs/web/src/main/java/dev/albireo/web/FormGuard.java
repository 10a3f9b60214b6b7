package dev.albireo.web;

import dev.albireo.protocol.SessionCookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The one check against cross-site requests, on every request that may change something and is not {@link CrossSite}:
 *
 * <ul>
 *   <li>{@code Origin}, else {@code Sec-Fetch-Site}, says it comes from the issuer. A request with neither comes from no
 *       browser, so that nobody's cookies ride on it;
 *   <li>a form carries the token of its session or interaction, wherever it has one of them;
 *   <li>any other body is JSON, which a page of another site cannot send unasked.
 * </ul>
 */
@ApplicationScoped
class FormGuard {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String REFUSED =
            "the request does not come from a page of ours; reload the page and try again";

    private final WebConfig config;
    private final Cookies cookies;
    private final FormTokens tokens;

    FormGuard(WebConfig config, Cookies cookies, FormTokens tokens) {
        this.config = config;
        this.cookies = cookies;
        this.tokens = tokens;
    }

    @ServerRequestFilter
    @WithFormRead
    public void check(
            ContainerRequestContext request, ResourceInfo resource, HttpHeaders headers, ServerRequestContext server) {
        if (FormReader.couldNotRead(((ResteasyReactiveRequestContext) server).unwrap(RoutingContext.class))) {
            throw new BadRequestException();
        }
        if (SAFE.contains(request.getMethod()) || crossSite(resource)) {
            return;
        }
        sameOrigin(headers);
        MediaType type = mediaType(request);
        if (type == null) {
            if (request.hasEntity()) {
                throw Problem.UNSUPPORTED_MEDIA_TYPE.because("say what the body is by a Content-Type");
            }
        } else if (isForm(type)) {
            formToken(whole(Form.of(server)), cookies.session(headers));
        } else if (!isJson(type)) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("send application/json");
        }
    }

    private static Form whole(Form form) {
        if (!form.isWhole()) {
            throw Problem.BAD_REQUEST.because("a field is not percent-encoded UTF-8");
        }
        return form;
    }

    private static @Nullable MediaType mediaType(ContainerRequestContext request) {
        try {
            return request.getMediaType();
        } catch (IllegalArgumentException e) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("the Content-Type is not a media type");
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

    private void formToken(Form form, Optional<SessionCookie> session) {
        Optional<String> interaction = form.optional("interaction");
        if (session.isEmpty() && interaction.isEmpty()) {
            return;
        }
        if (!tokens.matches(form.text("form_token"), session, interaction)) {
            throw Problem.FORBIDDEN.because(REFUSED);
        }
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
