package dev.albireo.events;

import dev.albireo.events.AuthConfigEvent.AuthConfigChanged;
import dev.albireo.events.AuthConfigEvent.AuthConfigDeleted;
import dev.albireo.events.GroupEvent.GroupChanged;
import dev.albireo.events.GroupEvent.GroupDeleted;
import dev.albireo.events.OtpResultEvent.OtpDelivered;
import dev.albireo.events.OtpResultEvent.OtpDeliveryFailed;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionEvent.SessionStarted;
import dev.albireo.events.SessionEvent.SessionUpgraded;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Maps a CloudEvents {@code type} to its record. */
public final class EventTypes {
    /** All event records. */
    public static final List<Class<? extends Event>> ALL = List.of(
            SessionStarted.class,
            SessionUpgraded.class,
            SessionEnded.class,
            TwoFactorRequirementChanged.class,
            PasskeyEnrolled.class,
            PasskeyRemoved.class,
            TwoFactorReset.class,
            TotpEnabled.class,
            TotpDisabled.class,
            RecoveryCodesIssued.class,
            RecoveryCodeUsed.class,
            TwoFactorLocked.class,
            AuthConfigChanged.class,
            AuthConfigDeleted.class,
            GroupChanged.class,
            GroupDeleted.class,
            OtpDeliveryRequested.class,
            OtpDelivered.class,
            OtpDeliveryFailed.class,
            MailRequested.class,
            UserChanged.class,
            UserDeleted.class,
            AuditRecorded.class,
            AuditHeadSigned.class);

    private static final Map<String, Class<? extends Event>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventTypes::typeOf, type -> type));

    private EventTypes() {}

    /** Returns the record of this type; empty for a type of a newer release, which a consumer skips. */
    public static Optional<Class<? extends Event>> byType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    private static String typeOf(Class<? extends Event> type) {
        return "albireo." + type.getSimpleName() + ".v1";
    }
}
