package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.SessionEvent;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionEvent.SessionStarted;
import dev.albireo.events.SessionEvent.SessionUpgraded;
import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.events.TwoFactorEvent;
import dev.albireo.events.TwoFactorEvent.PasskeyEnrolled;
import dev.albireo.events.TwoFactorEvent.PasskeyRemoved;
import dev.albireo.events.TwoFactorEvent.RecoveryCodesIssued;
import dev.albireo.events.TwoFactorEvent.TotpDisabled;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.events.TwoFactorEvent.TwoFactorReset;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.webhooks.ssf.SsfAccountStore.KnownAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Maps facts to the events of CAEP 1.0 and RISC 1.0, as a pure rule. Only what is named here leaves: no name, no text of an administrator,
 * and of addresses only the one that an account does not have any more.
 */
final class SignalledFacts {
    private static final String USER = "user";
    private static final String ADMIN = "admin";

    /** The types of credentials (CAEP 1.0 section 3.3). */
    private static final String SYNCHRONIZED_PASSKEY = "fido2-platform";

    private static final String DEVICE_BOUND_PASSKEY = "fido2-roaming";
    private static final String AUTHENTICATOR_APP = "app";

    private static final Map<String, String> END_REASONS = Map.of(
            SessionState.LOGOUT, "The user signed out",
            SessionState.REPLACED, "The user signed in again in the same browser",
            SessionState.DISABLED, "The account was disabled",
            SessionState.REVOKED, "An administrator or a reset ended the session");

    private final ReceivedMessage message;
    private final String issuer;

    private SignalledFacts(ReceivedMessage message, String issuer) {
        this.message = message;
        this.issuer = issuer;
    }

    /** Returns the events of a fact that is not about an account; empty for a fact that receivers are not told. */
    static List<SignalledFact> of(ReceivedMessage message, String issuer) {
        SignalledFacts facts = new SignalledFacts(message, issuer);
        return switch (message.event()) {
            case SessionEvent session -> facts.session(session);
            case TwoFactorEvent factor -> facts.factor(factor);
            default -> List.of();
        };
    }

    /** Returns the events of a new state of an account, by comparison with what was known of it. */
    static List<SignalledFact> of(
            ReceivedMessage message,
            UserChanged changed,
            Optional<KnownAccount> before,
            KnownAccount now,
            String issuer) {
        return new SignalledFacts(message, issuer)
                .account(changed.user().subject(), changed.at(), before, now)
                .toList();
    }

    /** Returns the event of a deletion. */
    static SignalledFact of(ReceivedMessage message, UserDeleted deleted, String issuer) {
        SignalledFacts facts = new SignalledFacts(message, issuer);
        return facts.fact(
                SsfEventType.ACCOUNT_PURGED, deleted.subject(), facts.user(deleted.subject()), object(), deleted.at());
    }

    private List<SignalledFact> session(SessionEvent event) {
        SessionState session = event.session();
        return switch (event) {
            case SessionStarted started ->
                List.of(ofSession(
                        SsfEventType.SESSION_ESTABLISHED, session, established(session), session.createdAt()));
            case SessionUpgraded upgraded -> assuranceLevel(session);
            case SessionEnded ended -> {
                Instant at = Optional.ofNullable(session.endedAt()).orElse(message.at());
                yield List.of(ofSession(SsfEventType.SESSION_REVOKED, session, ended(session, at), at));
            }
        };
    }

    private static ObjectNode established(SessionState session) {
        ObjectNode content =
                caep(session.createdAt(), USER).put("acr", isTwoFactor(session.proofs()) ? "aal2" : "aal1");
        session.proofs().stream().map(ProofFact::method).distinct().forEach(content.putArray("amr")::add);
        return content;
    }

    private static ObjectNode ended(SessionState session, Instant at) {
        String reason = String.valueOf(session.endReason());
        boolean byUser = reason.equals(SessionState.LOGOUT) || reason.equals(SessionState.REPLACED);
        return reason(
                caep(at, byUser ? USER : ADMIN), END_REASONS.getOrDefault(reason, "The session ended: " + reason));
    }

    /** A further proof of the same kind does not change the level. */
    private List<SignalledFact> assuranceLevel(SessionState session) {
        List<ProofFact> proofs = session.proofs();
        boolean raised = isTwoFactor(proofs) && !isTwoFactor(proofs.subList(0, Math.max(0, proofs.size() - 1)));
        if (!raised) {
            return List.of();
        }
        Instant at = proofs.getLast().at();
        ObjectNode content = caep(at, USER)
                .put("namespace", "NIST-AAL")
                .put("current_level", "nist-aal2")
                .put("previous_level", "nist-aal1")
                .put("change_direction", "increase");
        return List.of(ofSession(SsfEventType.ASSURANCE_LEVEL_CHANGE, session, content, at));
    }

    /** The rule of section 3 of the architecture: two proofs of different families, or one that is multi-factor by itself. */
    private static boolean isTwoFactor(List<ProofFact> proofs) {
        long families = proofs.stream()
                .map(ProofFact::method)
                .map(method -> method.equals("swk") ? "hwk" : method)
                .distinct()
                .count();
        return families > 1 || proofs.stream().anyMatch(ProofFact::mfa);
    }

    private List<SignalledFact> factor(TwoFactorEvent event) {
        return switch (event) {
            case PasskeyEnrolled enrolled ->
                List.of(credential(
                        event,
                        enrolled.backupEligible() ? SYNCHRONIZED_PASSKEY : DEVICE_BOUND_PASSKEY,
                        "create",
                        "The user added a passkey"));
            case PasskeyRemoved removed ->
                List.of(credential(event, SYNCHRONIZED_PASSKEY, "delete", "A passkey was removed"));
            case TotpEnabled enabled ->
                List.of(credential(event, AUTHENTICATOR_APP, "create", "The user added an authenticator app"));
            case TotpDisabled disabled ->
                List.of(credential(event, AUTHENTICATOR_APP, "delete", "The authenticator app was removed"));
            case TwoFactorReset reset ->
                Stream.of(SYNCHRONIZED_PASSKEY, DEVICE_BOUND_PASSKEY, AUTHENTICATOR_APP)
                        .map(type -> credential(
                                event, type, "revoke", "An administrator removed all second factors of the user"))
                        .toList();
            case RecoveryCodesIssued issued ->
                List.of(fact(
                        SsfEventType.RECOVERY_INFORMATION_CHANGED,
                        event.subject(),
                        user(event.subject()),
                        object(),
                        event.at()));
            default -> List.of();
        };
    }

    /** The CAEP Interoperability Profile section 3.2 requires {@code reason_admin}. */
    private SignalledFact credential(TwoFactorEvent event, String type, String change, String why) {
        ObjectNode content = reason(caep(event.at(), event instanceof TwoFactorReset ? ADMIN : USER), why)
                .put("credential_type", type)
                .put("change_type", change);
        return fact(SsfEventType.CREDENTIAL_CHANGE, event.subject(), user(event.subject()), content, event.at());
    }

    /**
     * An account that was unknown before is compared with an enabled one without an address. An address that an account has no more is told
     * twice: to receivers that know the account, and to those that know the address.
     */
    private Stream<SignalledFact> account(String subject, Instant at, Optional<KnownAccount> before, KnownAccount now) {
        boolean wasEnabled = before.map(KnownAccount::enabled).orElse(true);
        List<SignalledFact> facts = new ArrayList<>();
        if (wasEnabled != now.enabled()) {
            SsfEventType type = now.enabled() ? SsfEventType.ACCOUNT_ENABLED : SsfEventType.ACCOUNT_DISABLED;
            facts.add(fact(type, subject, user(subject), object(), at));
        }
        before.flatMap(KnownAccount::email)
                .filter(old -> now.email().filter(old::equalsIgnoreCase).isEmpty())
                .ifPresent(old -> {
                    facts.add(fact(SsfEventType.RECOVERY_INFORMATION_CHANGED, subject, user(subject), object(), at));
                    facts.add(fact(SsfEventType.IDENTIFIER_CHANGED, subject, email(old), object(), at));
                });
        if (before.filter(known -> !sorted(known).equals(sorted(now))).isPresent()) {
            ObjectNode content = caep(at, ADMIN);
            sorted(now).forEach(content.putObject("claims").putArray("groups")::add);
            facts.add(fact(SsfEventType.TOKEN_CLAIMS_CHANGE, subject, user(subject), content, at));
        }
        return facts.stream();
    }

    private static List<String> sorted(KnownAccount account) {
        return account.groups().stream().sorted().toList();
    }

    private SignalledFact ofSession(SsfEventType type, SessionState session, ObjectNode content, Instant at) {
        ObjectNode subjectId = object().put("format", "complex");
        subjectId.set("user", user(session.subject()));
        subjectId.set("session", object().put("format", "opaque").put("id", session.id()));
        return fact(type, session.subject(), subjectId, content, at);
    }

    private SignalledFact fact(
            SsfEventType type, String subject, ObjectNode subjectId, ObjectNode content, Instant at) {
        return new SignalledFact(message.id(), type, subject, subjectId, content, at);
    }

    private ObjectNode user(String subject) {
        return object().put("format", "iss_sub").put("iss", issuer).put("sub", subject);
    }

    private static ObjectNode email(String address) {
        return object().put("format", "email").put("email", address);
    }

    private static ObjectNode caep(Instant at, String initiatingEntity) {
        return object().put("event_timestamp", at.getEpochSecond()).put("initiating_entity", initiatingEntity);
    }

    private static ObjectNode reason(ObjectNode content, String text) {
        content.putObject("reason_admin").put("en", text);
        return content;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
