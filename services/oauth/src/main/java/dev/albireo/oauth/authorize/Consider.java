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

    /** A request, whose it is, and what it needs next. */
    record Considered(Pending pending, Client client, Next next) {}

    /** A stored request of this browser that is not over; a page otherwise. */
    Uni<Considered> stored(String interaction, Visitor visitor) {
        Opaque id = Opaque.parse(Kind.INTERACTION, interaction).orElseThrow(Consider::unknown);
        return interactions
                .find(id, clock.instant())
                .map(found -> found.orElseThrow(Consider::unknown))
                .invoke(stored -> mine(stored, visitor))
                .chain(stored -> consider(stored.pending(), visitor.session()));
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
                .map(next -> new Considered(pending, client, next));
    }

    private static void mine(InteractionStore.Stored stored, Visitor visitor) {
        if (stored.completed()) {
            throw PageRefusal.of(
                    400,
                    "This sign-in is already finished",
                    "You can close this page. If the application did not let you in, go back to it and start again.");
        }
        if (stored.over()) {
            throw unknown();
        }
        boolean mine = stored.browserHash().isPresent()
                && stored.browserHash().equals(visitor.browser().map(Opaque::hash));
        if (!mine) {
            throw PageRefusal.of(
                    400,
                    "This sign-in was started in another browser",
                    "Go back to the application in this browser and start again. "
                            + "Nobody can finish a sign-in for you that way.");
        }
    }

    private static PageRefusal unknown() {
        return PageRefusal.of(
                400, "This sign-in has expired", "Go back to the application you came from and start again.");
    }
}
