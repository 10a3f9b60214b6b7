package dev.albireo.oauth.authorize;

import dev.albireo.oauth.session.SignOn;
import dev.albireo.policy.Reason;
import dev.albireo.protocol.OAuthRefusal;
import java.util.Set;

/** The next step of an authorization request. */
sealed interface Next {
    /** No user is signed in, or not recently enough; {@code reasons} already require a second factor afterwards. */
    record Login(Set<Reason> reasons) implements Next {}

    /** A user is signed in and must prove a second factor. */
    record SecondFactor(SignOn signOn, Set<Reason> reasons) implements Next {}

    /** The user must be asked for consent; {@code allowed} are the scopes of earlier consent. */
    record Consent(SignOn signOn, Set<String> allowed) implements Next {}

    /** The client gets an error. */
    record Refused(OAuthRefusal refusal) implements Next {}

    /** A second factor is missing and no page may be shown for it. */
    record SilentlyMissing(SignOn signOn, Set<Reason> reasons) implements Next {}

    /** No step is missing: a code is issued. */
    record Granted(SignOn signOn) implements Next {}
}
