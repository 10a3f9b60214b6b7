package dev.albireo.admin.webhook;

import dev.albireo.admin.owner.ActorHeader;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.admin.owner.OwnerAvailability;
import dev.albireo.admin.owner.OwnerErrors;
import dev.albireo.web.RetryWithNewToken;
import dev.albireo.web.ServiceTokenErrors;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Deliveries to webhook subscriptions, which {@code webhooks} owns. */
@RegisterRestClient(configKey = "webhooks")
@RegisterProvider(ActorHeader.class)
@RegisterProvider(OwnerAvailability.class)
@RegisterProvider(OwnerErrors.class)
@RegisterProvider(ServiceTokenErrors.class)
@RetryWithNewToken
@OidcClientFilter("webhooks")
@Path("/internal/webhook-deliveries")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface WebhooksDeliveries {
    /** A page of deliveries. */
    record WebhookDeliveriesBody(
            List<SubscriptionDelivery> items, @Nullable String next) {}

    @GET
    Uni<WebhookDeliveriesBody> list(
            @RestQuery String subscription,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String after,
            @RestQuery int limit);

    /** Which ended deliveries are repeated: those of these ids, or those recorded in a period. */
    record WebhookReplayBody(
            String subscription,
            @Nullable List<String> ids,
            @Nullable String from,
            @Nullable String to) {}

    /** The number of deliveries that are repeated. */
    record ReplayedBody(int replayed) {}

    @POST
    @Path("/replay")
    Uni<ReplayedBody> replay(@RestHeader(CommandId.HEADER) CommandId command, WebhookReplayBody wanted);

    /** The subscription to test. */
    record WebhookTestBody(String subscription) {}

    /** The delivery of a test. */
    record TestedBody(String delivery) {}

    @POST
    @Path("/test")
    Uni<TestedBody> test(@RestHeader(CommandId.HEADER) CommandId command, WebhookTestBody wanted);
}
