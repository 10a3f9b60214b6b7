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

/** Gathers what the decision about a request needs, and decides. */
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
     * A request, whose it is, and what it needs next.
     *
     * @param browser hash of the browser cookie that it is bound to; empty where it is not stored
     */
    record Considered(Pending pending, Client client, Next next, Optional<String> browser) {
        Considered boundTo(Optional<String> hash) {
            return new Considered(pending, client, next, hash);
        }
    }

    /**
     * A stored request of this browser that is not over; a page otherwise. One that was completed is a new request: the person went back
     * to a page of it, as they could go back to the address that began it. It is answered by what was proved since it was completed, and
     * by a consent of its own.
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

    /** A request, stored or not. */
    Uni<Considered> consider(Pending pending, Optional<SessionCookie> cookie) {
        return clients.find(pending.request().clientId())
                .map(client -> client.orElseThrow(CheckRequest::wrongLink))
                .chain(client -> consider(pending, client, cookie));
    }

    /** A request of this client. */
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
                                + "Nobody can finish a sign-in for you that way.");
        return clients.find(stored.pending().request().clientId())
                .chain(client -> Uni.createFrom().failure(withWayBack(refusal, client)));
    }

    /** Back to the application, where it said at which address it is. */
    private static PageRefusal withWayBack(PageRefusal refusal, Optional<Client> client) {
        return client.flatMap(Client::homeUri)
                .filter(address -> address.startsWith("https://"))
                .map(address ->
                        refusal.withLink("Back to " + client.orElseThrow().name(), address))
                .orElse(refusal);
    }

    private static PageRefusal unknown() {
        return PageRefusal.of(
                400, "This sign-in has expired", "Go back to the application you came from and start again.");
    }
}
