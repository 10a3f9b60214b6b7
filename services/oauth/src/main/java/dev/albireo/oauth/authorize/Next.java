package dev.albireo.oauth.authorize;

import dev.albireo.oauth.session.SignOn;
import dev.albireo.policy.Reason;
import dev.albireo.protocol.OAuthRefusal;
import java.util.Set;

/** What stands between a request and its code. */
sealed interface Next {
    /** Nobody is signed in, or not recently enough; {@code reasons} already ask for a second factor after that. */
    record Login(Set<Reason> reasons) implements Next {}

    /** Somebody is signed in and has to prove a second factor. */
    record SecondFactor(SignOn signOn, Set<Reason> reasons) implements Next {}

    /** The person must be asked; {@code allowed} is what was allowed to the client before. */
    record Consent(SignOn signOn, Set<String> allowed) implements Next {}

    /** The client is told no. */
    record Refused(OAuthRefusal refusal) implements Next {}

    /** A second factor is missing and no page may be shown for it. */
    record SilentlyMissing(SignOn signOn, Set<Reason> reasons) implements Next {}

    /** Nothing: a code is given. */
    record Granted(SignOn signOn) implements Next {}
}
