package dev.albireo.credentials.oauth;

import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The internal endpoints of {@code oauth}; both apply what they get by its version. */
@RegisterRestClient(configKey = "oauth")
@OidcClientFilter
@Path("/internal")
interface OAuthClient {

    @PUT
    @Path("/sessions/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> session(String id, SessionState session);

    @PUT
    @Path("/users/{subject}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> user(String subject, UserState user);
}
