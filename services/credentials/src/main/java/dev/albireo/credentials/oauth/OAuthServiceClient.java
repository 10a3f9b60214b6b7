package dev.albireo.credentials.oauth;

import dev.albireo.events.AuthConfigState;
import dev.albireo.events.GroupState;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/** The internal endpoints of {@code oauth}; each applies newer versions only. */
@RegisterRestClient(configKey = "oauth")
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter
@Path("/internal")
interface OAuthServiceClient {
    /** Returns whether {@code oauth} answered 403. */
    static boolean isForbidden(Throwable failure) {
        return failure instanceof WebApplicationException error
                && error.getResponse().getStatus() == Response.Status.FORBIDDEN.getStatusCode();
    }

    @PUT
    @Path("/sessions/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> session(PathSegment id, SessionState session);

    @POST
    @Path("/earlier-sessions/end")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> endEarlierSessions(OAuthNotifier.SessionsBefore sessions);

    @PUT
    @Path("/users/{subject}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> user(PathSegment subject, UserState user);

    @PUT
    @Path("/auth-configs/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> authConfig(PathSegment id, AuthConfigState config);

    @DELETE
    @Path("/auth-configs/{id}")
    Uni<Void> authConfigDeleted(PathSegment id, @RestQuery int version);

    @PUT
    @Path("/groups/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> group(PathSegment id, GroupState group);

    @DELETE
    @Path("/groups/{id}")
    Uni<Void> groupDeleted(PathSegment id, @RestQuery int version);

    @GET
    @Path("/service-accounts/{account}/auth-configs/{id}")
    Uni<ServiceAccounts.AuthConfigRight> authConfigRight(PathSegment account, PathSegment id);

    @GET
    @Path("/two-factor/groups")
    Uni<TwoFactorGroupsReadiness.TwoFactorGroups> twoFactorGroups();

    @GET
    @Path("/users/{subject}/applications")
    Uni<AuthorizedApplications.ApplicationViews> applications(PathSegment subject);

    @POST
    @Path("/users/{subject}/applications/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Void> revoke(PathSegment subject, AuthorizedApplications.ApplicationRevocation revocation);
}
