package dev.albireo.credentials.passkey;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.credentials.passkey.RegistrationCeremony.Occasion;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Registers a passkey of the current user. The permission is checked at the start and, under a lock, at the end. */
@ApplicationScoped
class RegisterPasskey {
    private final RegistrationCeremony ceremony;
    private final StoredCredentials credentials;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Users users;

    RegisterPasskey(
            RegistrationCeremony ceremony,
            StoredCredentials credentials,
            FactorLookup factors,
            FactorRules rules,
            Users users) {
        this.ceremony = ceremony;
        this.credentials = credentials;
        this.factors = factors;
        this.rules = rules;
        this.users = users;
    }

    /** Returns the options for the browser, as JSON. */
    Uni<String> start(Authenticated authentication) {
        UUID subject = authentication.session().subject();
        return factors.of(subject)
                .invoke(found -> rules.checkAddingPasskey(authentication, found))
                .chain(found -> credentials.of(subject))
                .map(list -> new UserCredentials(subject, authentication.user().username(), list))
                .chain(user -> ceremony.start(
                        user, new Holder.OfSession(authentication.session().id())));
    }

    /** Verifies the browser's response and stores the passkey; returns its credential id. */
    Uni<String> finish(Authenticated authentication, CeremonyBody body, BrowserInfo browser) {
        String name = body.name().flatMap(PasskeyName::of).orElse(PasskeyName.DEFAULT);
        return ceremony.finish(
                        body.requiredCredential(),
                        new Holder.OfSession(authentication.session().id()))
                .chain(verified ->
                        Panache.withTransaction(() -> store(authentication, name, verified.credential(), browser)));
    }

    private Uni<String> store(
            Authenticated authentication, String name, NewCredential credential, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return users.lock(subject)
                .map(user -> user.filter(UserState::enabled)
                        .orElseThrow(() -> Problem.UNAUTHENTICATED.because("the account is disabled")))
                .chain(user -> factors.inTransaction(subject))
                .invoke(found -> rules.checkAddingPasskey(authentication, found))
                .chain(() -> ceremony.store(subject, name, credential, Occasion.ACCOUNT, browser.address()))
                .map(done -> credential.credentialId());
    }
}
