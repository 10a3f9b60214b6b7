package dev.albireo.oauth.authorize;

import dev.albireo.oauth.session.SsoSession;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.protocol.OAuthRefusal;
import java.util.List;
import java.util.Set;

/** The next step of an authorization request. */
sealed interface NextStep {
    /** No user is signed in, or not recently enough; {@code reasons} already require a second factor afterwards. */
    record Login(Set<Reason> reasons) implements NextStep {}

    /** A user is signed in and must prove a second factor, one of those that are accepted. */
    record SecondFactor(SsoSession ssoSession, Set<Reason> reasons, Set<SecondFactorKind> accepted)
            implements NextStep {}

    /** The user must be asked for consent; {@code allowed} are the scopes of earlier consent. */
    record ConsentRequired(SsoSession ssoSession, Set<String> allowed) implements NextStep {}

    /** The client gets an error. */
    record Denied(OAuthRefusal refusal) implements NextStep {}

    /** Declared rules of these ids deny the request of this user; the client gets an error. */
    record PolicyDenied(SsoSession ssoSession, List<String> rules) implements NextStep {}

    /** A second factor is missing and no page may be shown for it. */
    record SilentlyMissing(SsoSession ssoSession, Set<Reason> reasons) implements NextStep {}

    /** No step is missing: a code is issued. */
    record Granted(SsoSession ssoSession) implements NextStep {}
}
