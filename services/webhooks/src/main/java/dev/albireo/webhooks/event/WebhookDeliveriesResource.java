package dev.albireo.webhooks.event;

import dev.albireo.delivery.QueuedDeliveryState;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.web.Actor;
import dev.albireo.web.ByAdministrator;
import dev.albireo.web.CrossSite;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.PageLimit;
import dev.albireo.web.Problem;
import dev.albireo.webhooks.event.WebhookDeliveryListStore.ReplayedDeliveries;
import dev.albireo.webhooks.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** /internal/webhook-deliveries: what became of the events for a subscription, the repetition of ended deliveries, and a test. */
@Path("/internal/webhook-deliveries")
@ByAdministrator
@Cancellable(false)
@CrossSite("takes only bearer tokens, which no browser sends by itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class WebhookDeliveriesResource {
    /** The type of test deliveries, which is no type of the catalogue. */
    private static final String TEST = "albireo.Test.v1";

    private static final int MAX_REPLAYED = 10_000;
    private static final int MAX_IDS = 500;

    private final Subscriptions subscriptions;
    private final WebhookDeliveryListStore list;
    private final WebhookDeliveryStore deliveries;
    private final WebhookDelivery delivery;
    private final Audit audit;
    private final Actor actor;
    private final IdGenerator ids;
    private final Clock clock;

    WebhookDeliveriesResource(
            Subscriptions subscriptions,
            WebhookDeliveryListStore list,
            WebhookDeliveryStore deliveries,
            WebhookDelivery delivery,
            Audit audit,
            Actor actor,
            IdGenerator ids,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.list = list;
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.audit = audit;
        this.actor = actor;
        this.ids = ids;
        this.clock = clock;
    }

    /** A page of deliveries; {@code next} is the position after which the next page begins, and null on the last one. */
    record WebhookDeliveriesPage(
            List<ListedWebhookDelivery> items, @Nullable String next) {
        static WebhookDeliveriesPage first(List<ListedWebhookDelivery> found, int size) {
            boolean more = found.size() > size;
            List<ListedWebhookDelivery> items = more ? found.subList(0, size) : found;
            return new WebhookDeliveriesPage(
                    items, more ? Long.toString(items.getLast().position()) : null);
        }
    }

    @GET
    public Uni<WebhookDeliveriesPage> page(
            @RestQuery @Nullable String subscription,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        int size = PageLimit.of(limit);
        Optional<QueuedDeliveryState> only = state(state);
        Optional<Long> below = position(after);
        return key(subscription)
                .chain(key -> list.list(key, only, below, size + 1))
                .map(found -> WebhookDeliveriesPage.first(found, size));
    }

    /**
     * Which deliveries are repeated: those of these ids, or those recorded in a period.
     *
     * @param from a time (RFC 3339); may be absent
     * @param to a time (RFC 3339); may be absent
     */
    record ReplayRequest(
            @Nullable String subscription,
            @Nullable List<String> ids,
            @Nullable String from,
            @Nullable String to) {}

    /** The number of deliveries that are repeated. */
    record ReplayResult(int replayed) {}

    /** Repeats at most {@value #MAX_REPLAYED} ended deliveries with the same {@code webhook-id}. */
    @POST
    @Path("/replay")
    public Uni<ReplayResult> replay(@Nullable ReplayRequest body) {
        ReplayRequest wanted = body == null ? new ReplayRequest(null, null, null, null) : body;
        boolean period = wanted.from() != null || wanted.to() != null;
        if ((wanted.ids() == null) == !period
                || (wanted.ids() != null && wanted.ids().size() > MAX_IDS)) {
            throw Problem.UNPROCESSABLE.because("give either ids, at most " + MAX_IDS + ", or from and to", "ids");
        }
        Optional<Instant> from = time(wanted.from(), "from");
        Optional<Instant> to = time(wanted.to(), "to");
        String subscription = String.valueOf(wanted.subscription());
        return key(wanted.subscription())
                .chain(key -> list.replay(
                        new ReplayedDeliveries(key, Optional.ofNullable(wanted.ids()), from, to, MAX_REPLAYED),
                        clock.instant(),
                        audit.success(actor.name(), AuditAction.WEBHOOK_DELIVERY_REPLAY, subscription, Map.of(), null)))
                .invoke(delivery::wakeUp)
                .map(ReplayResult::new);
    }

    /** The subscription to test. */
    record TestRequest(@Nullable String subscription) {}

    /** The delivery whose result the list shows. */
    record TestResult(String delivery) {}

    /** Delivers an event of the type {@value #TEST}, like any other. */
    @POST
    @Path("/test")
    public Uni<TestResult> test(@Nullable TestRequest body) {
        String subscription = body == null ? null : body.subscription();
        Instant now = clock.instant();
        return key(subscription)
                .chain(key -> deliveries.addTest(
                        new NewWebhookDelivery(
                                key,
                                ids.next().toString(),
                                TEST,
                                String.valueOf(subscription),
                                "{\"at\":\"" + now + "\"}",
                                now),
                        now,
                        audit.success(
                                actor.name(),
                                AuditAction.WEBHOOK_SUBSCRIPTION_TEST,
                                String.valueOf(subscription),
                                Map.of(),
                                null)))
                .invoke(delivery::wakeUp)
                .map(TestResult::new);
    }

    private Uni<UUID> key(@Nullable String subscription) {
        if (subscription == null || subscription.indexOf('\0') >= 0) {
            throw Problem.UNPROCESSABLE.because("subscription must be the id of a WebhookSubscription", "subscription");
        }
        return subscriptions
                .key(subscription)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("WebhookSubscription not found")));
    }

    private static Optional<QueuedDeliveryState> state(@Nullable String word) {
        try {
            return Optional.ofNullable(word).map(QueuedDeliveryState::of);
        } catch (IllegalArgumentException e) {
            throw Problem.BAD_REQUEST.because("state must be due, delivered or dead", "state");
        }
    }

    private static Optional<Long> position(@Nullable String after) {
        if (after != null && !after.matches("[0-9]{1,18}")) {
            throw Problem.BAD_REQUEST.because("after must be the position of a page before", "after");
        }
        return Optional.ofNullable(after).map(Long::valueOf);
    }

    private static Optional<Instant> time(@Nullable String text, String field) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            throw Problem.UNPROCESSABLE.because(field + " must be a time, such as 2026-11-22T10:00:00Z", field);
        }
    }
}
