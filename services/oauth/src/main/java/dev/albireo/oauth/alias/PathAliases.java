package dev.albireo.oauth.alias;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Maps requests with an alias path to the endpoint before routing; the query is unchanged. */
@ApplicationScoped
class PathAliases {
    private static final Map<String, String> NAMES = Map.of(
            "/auth/authorize", "/authorize",
            "/auth/token", "/token",
            "/auth/userinfo", "/userinfo",
            "/auth/introspect", "/introspect");

    @ServerRequestFilter(preMatching = true)
    public void rename(ContainerRequestContext request) {
        Optional.ofNullable(NAMES.get(request.getUriInfo().getPath())).ifPresent(name -> {
            URI uri = request.getUriInfo().getRequestUri();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            request.setRequestUri(URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + name + query));
        });
    }
}
