package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.Subjects;
import dev.albireo.oauth.session.SignOns;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.PageRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Collects the input of the authorization decision, and decides. */
@ApplicationScoped
class Consider {
    private final Clients clients;
    private final SignOns signOns;
    private final ConsentStore consents;
    private final InteractionStore interactions;
    private final Judge judge;
    private final Clock clock;

    Consider(
            Clients clients,
            SignOns signOns,
            ConsentStore consents,
            InteractionStore interactions,
            SecondFactorPolicy policy,
            Subjects subjects,
            Clock clock) {
        this.clients = clients;
        this.signOns = signOns;
        this.consents = consents;
        this.interactions = interactions;
        this.judge = new Judge(policy, subjects::of);
        this.clock = clock;
    }

    /**
     * A request, its client, and its next step.
     *
     * @param browser hash of the browser cookie that it is bound to; empty if it is not stored
     */
    record Considered(Pending pending, Client client, Next next, Optional<String> browser) {
        Considered boundTo(Optional<String> hash) {
            return new Considered(pending, client, next, hash);
        }
    }

    /**
     * Returns a stored request of this browser that has not expired; fails with a page otherwise. A completed request counts as a new one:
     * the user went back to a page of it, as they could go back to the URL that began it. It requires a proof given since it was completed,
     * and a consent of its own.
     */
    Uni<Considered> stored(String interaction, Visitor visitor) {
        Opaque id = Opaque.parse(Kind.INTERACTION, interaction).orElseThrow(Consider::unknown);
        return interactions
                .find(id, clock.instant())
                .map(found -> found.orElseThrow(Consider::unknown))
                .call(stored -> mine(stored, visitor))
                .chain(stored -> consider(stored.waiting(), visitor.session())
                        .map(considered -> considered.boundTo(stored.browserHash())));
    }

    /** Evaluates a request, stored or not. */
    Uni<Considered> consider(Pending pending, Optional<SessionCookie> cookie) {
        return clients.find(pending.request().clientId())
                .map(client -> client.orElseThrow(CheckRequest::wrongLink))
                .chain(client -> consider(pending, client, cookie));
    }

    /** Evaluates a request of this client. */
    Uni<Considered> consider(Pending pending, Client client, Optional<SessionCookie> cookie) {
        return signOns.find(cookie)
                .chain(signOn -> signOn.map(session ->
                                consents.find(client, session.person().subject()))
                        .orElseGet(() -> Uni.createFrom().item(Set.of()))
                        .map(allowed -> judge.next(pending, client, signOn, allowed, clock.instant())))
                .map(next -> new Considered(pending, client, next, Optional.empty()));
    }

    private Uni<Void> mine(InteractionStore.Stored stored, Visitor visitor) {
        boolean mine = stored.browserHash().filter(visitor.browser()::holds).isPresent();
        if (mine && !stored.over()) {
            return Uni.createFrom().voidItem();
        }
        PageRefusal refusal = stored.over()
                ? unknown()
                : PageRefusal.of(
                        400,
                        "This sign-in was started in another browser",
                        "Go back to the application in this browser and start again. "
                                + "A sign-in can only be completed in the browser that started it.");
        return clients.find(stored.pending().request().clientId())
                .chain(client -> Uni.createFrom().failure(withWayBack(refusal, client)));
    }

    /** Adds a link back to the client, if it declared a URL. */
    private static PageRefusal withWayBack(PageRefusal refusal, Optional<Client> client) {
        return client.flatMap(Client::homeUri)
                .filter(address -> address.startsWith("https://"))
                .map(address ->
                        refusal.withLink("Back to " + client.orElseThrow().name(), address))
                .orElse(refusal);
    }

    private static PageRefusal unknown() {
        return PageRefusal.of(400, "This sign-in has expired", "Go back to the application and start again.");
    }
}
