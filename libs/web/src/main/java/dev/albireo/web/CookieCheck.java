package dev.albireo.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a browser stores cookies before a page with {@link RequiresCookies} is shown: a browser without any gets one and is redirected
 * to the same page. Applies only to navigations of browsers that identify as such ({@code Sec-Fetch-Dest}), not to other clients.
 */
@ApplicationScoped
class CookieCheck {
    static final String CHECK_PARAMETER = "cookies";

    private final Cookies cookies;

    CookieCheck(Cookies cookies) {
        this.cookies = cookies;
    }

    @ServerRequestFilter
    public @Nullable Response check(ResourceInfo resource, HttpHeaders headers, UriInfo uri) {
        if (!resource.getResourceMethod().isAnnotationPresent(RequiresCookies.class)
                || !"document".equals(headers.getHeaderString("Sec-Fetch-Dest"))
                || !cookies.browser(headers).isEmpty()) {
            return null;
        }
        String here = here(uri);
        if (uri.getQueryParameters().containsKey(CHECK_PARAMETER)) {
            throw PageRefusal.of(
                            400,
                            "This browser does not keep cookies for this site",
                            "Signing in needs one. Allow cookies for this site in the settings of the browser, then try again.")
                    .withLink("Try again", here.replaceAll("[?&]" + CHECK_PARAMETER + "=[^&]*", ""));
        }
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, here + (here.contains("?") ? "&" : "?") + CHECK_PARAMETER + "=asked")
                .header(HttpHeaders.SET_COOKIE, cookies.browser(cookies.newBrowser()))
                .build();
    }

    /** Removes surplus browser cookies, so that the header stays within the limits of proxies. */
    @ServerResponseFilter
    public void prune(ContainerRequestContext request, ContainerResponseContext response) {
        List<String> surplus = cookies.surplus(request.getCookies());
        surplus.forEach(gone -> response.getHeaders().add(HttpHeaders.SET_COOKIE, gone));
    }

    private static String here(UriInfo uri) {
        String query = uri.getRequestUri().getRawQuery();
        return uri.getRequestUri().getRawPath() + (query == null ? "" : "?" + query);
    }
}
