package dev.albireo.oauth.alias;

import dev.albireo.protocol.OAuthEndpoint;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Maps requests with an alias path to the endpoint before routing; the query is unchanged. */
@Singleton
class PathAliases {
    @ServerRequestFilter(preMatching = true)
    public void rename(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        OAuthEndpoint.of(path)
                .filter(endpoint -> endpoint.aliases().contains(path))
                .ifPresent(endpoint -> {
                    URI uri = request.getUriInfo().getRequestUri();
                    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                    request.setRequestUri(
                            URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + endpoint.path() + query));
                });
    }
}
