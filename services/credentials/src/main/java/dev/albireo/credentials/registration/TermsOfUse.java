package dev.albireo.credentials.registration;

import dev.albireo.credentials.login.OfferedRegistration;
import dev.albireo.credentials.user.UserView;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The terms that a user accepts at the registration, where {@code albireo.registration-page.terms-uri} names any. */
@ApplicationScoped
@Startup
public class TermsOfUse {
    private final TermsStore store;
    private final Optional<String> uri;
    private final Clock clock;

    TermsOfUse(TermsStore store, OfferedRegistration offered, Clock clock) {
        this.store = store;
        this.uri = offered.termsUri();
        this.clock = clock;
        uri.filter(text -> !text.startsWith("https://")).ifPresent(text -> {
            throw new IllegalStateException("albireo: albireo.registration-page.terms-uri must be an https URL");
        });
    }

    /** Returns where the terms are; empty if there are none to accept. */
    String link() {
        return uri.orElse("");
    }

    /** Rejects with {@code UNPROCESSABLE} a registration whose terms were not accepted. */
    void require(boolean accepted) {
        if (uri.isPresent() && !accepted) {
            throw Problem.UNPROCESSABLE.because("accept the terms of use to create an account", "terms");
        }
    }

    /** Returns the terms that this user accepted; empty if there were none to accept. */
    public Uni<Optional<AcceptedTerms>> acceptedBy(UUID subject) {
        return store.find(subject);
    }

    /** Records the acceptance, in the caller's Panache transaction. */
    Uni<Void> record(UserView user) {
        return uri.map(text -> Panache.getSession()
                        .chain(hibernate -> store.add(
                                hibernate, UUID.fromString(user.state().subject()), text, clock.instant())))
                .orElse(Uni.createFrom().voidItem());
    }
}
