package dev.albireo.webhooks.catalogue;

import static dev.albireo.webhooks.catalogue.EventField.flag;
import static dev.albireo.webhooks.catalogue.EventField.integer;
import static dev.albireo.webhooks.catalogue.EventField.optional;
import static dev.albireo.webhooks.catalogue.EventField.string;
import static dev.albireo.webhooks.catalogue.EventField.strings;
import static dev.albireo.webhooks.catalogue.EventField.time;
import static dev.albireo.webhooks.catalogue.EventField.uuid;

import dev.albireo.events.Event;
import dev.albireo.events.GroupEvent.GroupChanged;
import dev.albireo.events.GroupEvent.GroupDeleted;
import dev.albireo.events.SessionEvent;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionEvent.SessionStarted;
import dev.albireo.events.SessionEvent.SessionUpgraded;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.events.Topic;
import dev.albireo.events.TwoFactorEvent;
import dev.albireo.events.TwoFactorEvent.PasskeyEnrolled;
import dev.albireo.events.TwoFactorEvent.PasskeyRemoved;
import dev.albireo.events.TwoFactorEvent.RecoveryCodeUsed;
import dev.albireo.events.TwoFactorEvent.RecoveryCodesIssued;
import dev.albireo.events.TwoFactorEvent.TotpDisabled;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.events.TwoFactorEvent.TwoFactorLocked;
import dev.albireo.events.TwoFactorEvent.TwoFactorRequirementChanged;
import dev.albireo.events.TwoFactorEvent.TwoFactorReset;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.protocol.ClaimScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All types of event that subscribers may be told, with what they see of each. Only what is listed here leaves: a member that an event gains
 * is not published by itself. {@code docs/events.md} is written from it.
 */
public final class EventCatalogue {
    /** The personal claims that {@code subjectData} may name: those of OpenID Connect Core section 5.1 that accounts have, and groups. */
    public static final List<String> CLAIMS = ClaimScopes.all().stream()
            .filter(claim -> !claim.equals("updated_at"))
            .toList();

    private static final List<EventField<? super SessionEvent>> SESSION = List.of(
            uuid("subject", "The user.", event -> event.session().subject()),
            uuid(
                    "sessionId",
                    "The session, the `sid` of ID tokens.",
                    event -> event.session().id()),
            integer(
                    "version",
                    "Grows with every change of the session.",
                    event -> event.session().version()),
            strings(
                    "amr",
                    "The proofs in chronological order (RFC 8176): `pwd`, `hwk`, `swk`, `otp`.",
                    event -> event.session().proofs().stream()
                            .map(ProofFact::method)
                            .toList()),
            flag(
                    "mfaRequired",
                    "Whether a second factor is required; without a second proof the session is partial.",
                    event -> event.session().mfaRequired()),
            time(
                    "createdAt",
                    "When the first factor succeeded.",
                    event -> event.session().createdAt()),
            time(
                    "expiresAt",
                    "The latest end of the session.",
                    event -> event.session().expiresAt()),
            optional(
                    "endedAt",
                    FieldType.TIME,
                    "When it ended.",
                    event -> event.session().endedAt()),
            optional(
                    "endReason",
                    FieldType.STRING,
                    "`logout`, `replaced`, `disabled` or `revoked`.",
                    event -> event.session().endReason()));

    private static final EventField<TwoFactorEvent> SUBJECT = uuid("subject", "The user.", TwoFactorEvent::subject);
    private static final EventField<TwoFactorEvent> AT = time("at", "When it happened.", TwoFactorEvent::at);

    /** All types, in the order of the catalogue. */
    public static final List<EventDescription<?>> ALL = List.of(
            session(SessionStarted.class, "A first factor succeeded: the user has a session."),
            session(SessionUpgraded.class, "The user gave a further proof in a session."),
            session(SessionEnded.class, "A session ended, for the reason in `endReason`."),
            twoFactor(
                    TwoFactorRequirementChanged.class,
                    "An administrator requires a second factor of the user, or no longer does.",
                    flag("required", "Whether a second factor is required.", TwoFactorRequirementChanged::required),
                    string("actor", "The subject of the administrator.", TwoFactorRequirementChanged::actor),
                    EventField.claims(event -> Map.of("preferred_username", event.username()))),
            twoFactor(
                    PasskeyEnrolled.class,
                    "The user added a passkey.",
                    flag("backupEligible", "Whether it may be synchronized.", PasskeyEnrolled::backupEligible)),
            twoFactor(PasskeyRemoved.class, "A passkey was removed."),
            twoFactor(TotpEnabled.class, "The user enrolled an authenticator app."),
            twoFactor(TotpDisabled.class, "The authenticator app was removed."),
            twoFactor(
                    RecoveryCodesIssued.class,
                    "New recovery codes were issued; earlier ones are void.",
                    integer("count", "Their number.", RecoveryCodesIssued::count)),
            twoFactor(
                    RecoveryCodeUsed.class,
                    "A recovery code was used.",
                    integer("left", "The number of codes that remain.", RecoveryCodeUsed::left)),
            twoFactor(
                    TwoFactorLocked.class,
                    "Too many wrong second factors: only passkeys are accepted for a while.",
                    time("until", "The end of the lock.", TwoFactorLocked::until)),
            twoFactor(
                    TwoFactorReset.class,
                    "An administrator removed every second factor of the user.",
                    string("actor", "The subject of the administrator.", TwoFactorReset::actor)),
            new EventDescription<>(
                    UserChanged.class,
                    "An account was created or changed; the data is its state.",
                    Topic.USER,
                    event -> event.user().subject(),
                    Optional.of(event -> event.user().groups()),
                    Optional.empty(),
                    List.of(
                            uuid(
                                    "subject",
                                    "The user.",
                                    (UserChanged event) -> event.user().subject()),
                            integer(
                                    "version",
                                    "Grows with every change of the account.",
                                    event -> event.user().version()),
                            optional(
                                    "id",
                                    FieldType.STRING,
                                    "The id of the declared resource.",
                                    event -> event.user().resourceId()),
                            flag(
                                    "enabled",
                                    "Whether the user may sign in.",
                                    event -> event.user().enabled()),
                            flag(
                                    "requires2fa",
                                    "Whether an administrator requires a second factor.",
                                    event -> event.user().requires2fa()),
                            flag(
                                    "totpEnabled",
                                    "Whether an authenticator app is a factor.",
                                    event -> event.user().totpEnabled()),
                            time("at", "When it happened.", UserChanged::at),
                            EventField.claims(event -> claims(event.user())))),
            new EventDescription<>(
                    UserDeleted.class,
                    "An account was deleted.",
                    Topic.USER,
                    UserDeleted::subject,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(
                            uuid("subject", "The user.", UserDeleted::subject),
                            integer(
                                    "version",
                                    "Greater than that of every state of the account.",
                                    UserDeleted::version),
                            time("at", "When it happened.", UserDeleted::at))),
            new EventDescription<>(
                    GroupChanged.class,
                    "A group was declared or changed.",
                    Topic.GROUP,
                    event -> event.group().id(),
                    Optional.of(event -> List.of(event.group().id())),
                    Optional.empty(),
                    List.of(
                            string(
                                    "id",
                                    "The id of the group.",
                                    (GroupChanged event) -> event.group().id()),
                            integer(
                                    "version",
                                    "Grows with every change of the group.",
                                    event -> event.group().version()),
                            flag(
                                    "requires2fa",
                                    "Whether its members must sign in with two factors.",
                                    event -> event.group().requires2fa()),
                            time("at", "When it happened.", GroupChanged::at))),
            new EventDescription<>(
                    GroupDeleted.class,
                    "A group was deleted.",
                    Topic.GROUP,
                    GroupDeleted::id,
                    Optional.of(event -> List.of(event.id())),
                    Optional.empty(),
                    List.of(
                            string("id", "The id of the group.", GroupDeleted::id),
                            integer("version", "Greater than that of every state of the group.", GroupDeleted::version),
                            time("at", "When it happened.", GroupDeleted::at))));

    private static final Map<Class<?>, EventDescription<?>> BY_CLASS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventDescription::type, Function.identity()));

    private EventCatalogue() {}

    /** Returns the type of an event; empty for one that is not for subscribers. */
    public static Optional<EventDescription<?>> of(Event event) {
        return Optional.ofNullable(BY_CLASS.get(event.getClass()));
    }

    /** Returns the types that a pattern names: the full name of a type, or its beginning and {@code *}. */
    public static List<EventDescription<?>> matching(String pattern) {
        return ALL.stream().filter(type -> matches(pattern, type.name())).toList();
    }

    /** Returns whether a pattern names this type. */
    public static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    private static <E extends SessionEvent> EventDescription<E> session(Class<E> type, String when) {
        return new EventDescription<>(
                type,
                when,
                Topic.SESSION,
                event -> event.session().subject(),
                Optional.empty(),
                Optional.empty(),
                List.copyOf(SESSION));
    }

    @SafeVarargs
    private static <E extends TwoFactorEvent> EventDescription<E> twoFactor(
            Class<E> type, String when, EventField<? super E>... fields) {
        List<EventField<? super E>> all = new ArrayList<>();
        all.add(SUBJECT);
        all.addAll(List.of(fields));
        all.add(AT);
        return new EventDescription<>(
                type, when, Topic.TWO_FACTOR, TwoFactorEvent::subject, Optional.empty(), Optional.empty(), all);
    }

    private static Map<String, Object> claims(UserState user) {
        Map<String, Object> claims = new TreeMap<>(user.claims());
        claims.put("preferred_username", user.username());
        claims.put("groups", user.groups());
        Optional.ofNullable(user.email()).ifPresent(email -> {
            claims.put("email", email);
            claims.put("email_verified", user.emailVerified());
        });
        return claims;
    }

    /** Returns the names of all types, for an error message. */
    public static String names() {
        return ALL.stream().map(EventDescription::name).collect(Collectors.joining(", "));
    }

    /** Returns the topics whose events are for subscribers. */
    public static Stream<Topic> topics() {
        return ALL.stream().map(EventDescription::topic).distinct();
    }
}
