package dev.albireo.oauth.authorize;

import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.authorize.Consider.Considered;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The user's answer on the consent page; valid only if the request has no other missing step. */
@ApplicationScoped
class GiveConsent {
    private final Consider consider;
    private final ConsentStore consents;
    private final InteractionStore interactions;
    private final Audit audit;
    private final String issuer;
    private final Clock clock;

    GiveConsent(
            Consider consider,
            ConsentStore consents,
            InteractionStore interactions,
            Audit audit,
            WebConfig config,
            Clock clock) {
        this.consider = consider;
        this.consents = consents;
        this.interactions = interactions;
        this.audit = audit;
        this.issuer = config.issuerText();
        this.clock = clock;
    }

    /** A request that waits for consent. */
    record Waiting(Considered considered, Opaque interaction, Next.Consent consent) {
        AuthorizeRequest request() {
            return considered.pending().request();
        }
    }

    /**
     * Returns the result of {@code show} for a request that waits for consent; otherwise redirects the browser to the step that is missing.
     */
    <T> Uni<T> waiting(
            String interaction, Visitor visitor, Function<Waiting, Uni<T>> show, Function<Redirection, T> elsewhere) {
        return consider.stored(interaction, visitor).chain(considered -> {
            Optional<Opaque> id = considered.pending().interaction();
            return id.isPresent() && considered.next() instanceof Next.Consent consent
                    ? show.apply(new Waiting(considered, id.get(), consent))
                    : Uni.createFrom().item(elsewhere.apply(back(interaction)));
        });
    }

    /** Consent given: stores it, and continues to the code. */
    Uni<Redirection> approve(Waiting waiting, Visitor visitor) {
        AuthorizeRequest request = waiting.request();
        var person = waiting.consent().signOn().person();
        var record = audit.success(
                person.subject().toString(),
                "consent.give",
                request.clientId(),
                Map.of("scope", String.join(" ", request.scopes())),
                visitor.address());
        return consents.add(
                        waiting.considered().client(),
                        person.subject(),
                        List.copyOf(request.wanted()),
                        waiting.interaction(),
                        clock.instant(),
                        record)
                .replaceWith(back(waiting.interaction().value()));
    }

    /** Consent denied: the client gets {@code access_denied}, and the request ends. */
    Uni<Redirection> deny(Waiting waiting, Visitor visitor) {
        Instant now = clock.instant();
        AuthorizeRequest request = waiting.request();
        var record = audit.refused(
                waiting.consent().signOn().person().subject().toString(),
                "consent.give",
                request.clientId(),
                Map.of("scope", String.join(" ", request.scopes())),
                visitor.address());
        Redirection answer = Redirects.failure(
                request.target(), OAuthError.ACCESS_DENIED.because("the user denied the request"), issuer);
        return interactions
                .complete(waiting.interaction(), now)
                .invoke(first -> mustBeFirst(first, waiting.interaction()))
                .chain(() -> audit.tell(record))
                .replaceWith(answer);
    }

    private static void mustBeFirst(boolean first, Opaque interaction) {
        if (!first) {
            throw PageRefusal.of(
                            409,
                            "This request was already answered",
                            "Go back to the application. If you are not signed in there, start again.")
                    .withLink("Start again", back(interaction.value()).location());
        }
    }

    private static Redirection back(String interaction) {
        return Redirection.to("/authorize?interaction=" + interaction);
    }
}
