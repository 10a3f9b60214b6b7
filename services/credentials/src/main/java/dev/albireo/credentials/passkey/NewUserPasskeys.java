package dev.albireo.credentials.passkey;

import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.credentials.passkey.RegistrationCeremony.Occasion;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.policy.Proof;
import dev.albireo.web.BrowserCookies;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The passkeys with which users register: a passkey names its user before there is an account, which then gets the subject and the name that
 * the passkey was created for. The challenge belongs to the browser that requested it.
 */
@ApplicationScoped
public class NewUserPasskeys {
    private final RegistrationCeremony ceremony;
    private final PasskeyProofs proofs;

    NewUserPasskeys(RegistrationCeremony ceremony, PasskeyProofs proofs) {
        this.ceremony = ceremony;
        this.proofs = proofs;
    }

    /** A verified passkey of a user who has no account yet. */
    public record NewUserPasskey(UUID subject, String username, NewCredential credential) {}

    /** Returns the options for the browser, as JSON. */
    public Uni<String> start(UUID subject, String username, BrowserCookies browser) {
        return ceremony.start(new UserCredentials(subject, username, List.of()), new Holder.OfBrowser(browser));
    }

    /** Verifies the browser's response, a JSON object; rejected with {@code BAD_REQUEST}, or with {@code CONFLICT} if it is registered. */
    public Uni<NewUserPasskey> finish(String response, BrowserCookies browser) {
        return ceremony.finish(response, new Holder.OfBrowser(browser))
                .map(verified -> new NewUserPasskey(
                        UserHandle.subject(verified.user().getId()),
                        verified.user().getName(),
                        verified.credential()));
    }

    /** Stores the passkey, in the caller's Panache transaction, which has created the account. */
    public Uni<Void> store(NewUserPasskey passkey, BrowserInfo browser) {
        return ceremony.store(
                passkey.subject(), PasskeyName.DEFAULT, passkey.credential(), Occasion.REGISTRATION, browser.address());
    }

    /** Returns the proof of the passkey that its registration is: it has verified the user. */
    public Proof proof(NewUserPasskey passkey, Instant at) {
        return proofs.of(passkey.credential().method(), at);
    }
}
