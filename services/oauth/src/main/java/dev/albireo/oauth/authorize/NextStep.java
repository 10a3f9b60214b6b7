package dev.albireo.oauth.authorize;

import dev.albireo.oauth.session.SsoSession;
import dev.albireo.policy.Reason;
import dev.albireo.protocol.OAuthRefusal;
import java.util.Set;

/** The next step of an authorization request. */
sealed interface NextStep {
    /** No user is signed in, or not recently enough; {@code reasons} already require a second factor afterwards. */
    record Login(Set<Reason> reasons) implements NextStep {}

    /** A user is signed in and must prove a second factor. */
    record SecondFactor(SsoSession ssoSession, Set<Reason> reasons) implements NextStep {}

    /** The user must be asked for consent; {@code allowed} are the scopes of earlier consent. */
    record ConsentRequired(SsoSession ssoSession, Set<String> allowed) implements NextStep {}

    /** The client gets an error. */
    record Denied(OAuthRefusal refusal) implements NextStep {}

    /** A second factor is missing and no page may be shown for it. */
    record SilentlyMissing(SsoSession ssoSession, Set<Reason> reasons) implements NextStep {}

    /** No step is missing: a code is issued. */
    record Granted(SsoSession ssoSession) implements NextStep {}
}
