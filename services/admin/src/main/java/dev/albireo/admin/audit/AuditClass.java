package dev.albireo.admin.audit;

import static dev.albireo.events.AuditAction.AUTHORIZE_CODE;
import static dev.albireo.events.AuditAction.AUTHORIZE_SECOND_FACTOR;
import static dev.albireo.events.AuditAction.AUTHORIZE_TOKENS;
import static dev.albireo.events.AuditAction.CONSENT_GIVE;
import static dev.albireo.events.AuditAction.CONSENT_REVOKE;
import static dev.albireo.events.AuditAction.DEVICE_ANSWER;
import static dev.albireo.events.AuditAction.LOGIN;
import static dev.albireo.events.AuditAction.LOGIN_FURTHER_PROOF;
import static dev.albireo.events.AuditAction.LOGOUT;
import static dev.albireo.events.AuditAction.SESSION_END;
import static dev.albireo.events.AuditAction.TOKEN_REVOKE;
import static dev.albireo.events.AuditAction.TOKEN_SECOND_FACTOR;
import static dev.albireo.events.AuditAction.TWO_FACTOR_SEND_CODE;

import dev.albireo.events.AuditAction;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The classes of audit records, which are kept for different times and are in different chains. */
enum AuditClass {
    /** What changes accounts, factors, clients, keys and resources, what was refused, and what this release does not know. */
    SECURITY,
    /** Successful sign-ins, sign-outs and grants of users: nearly all records. */
    ACCESS;

    private static final Set<AuditAction> EVERYDAY = EnumSet.of(
            AUTHORIZE_CODE,
            AUTHORIZE_SECOND_FACTOR,
            AUTHORIZE_TOKENS,
            CONSENT_GIVE,
            CONSENT_REVOKE,
            DEVICE_ANSWER,
            LOGIN,
            LOGIN_FURTHER_PROOF,
            LOGOUT,
            SESSION_END,
            TOKEN_REVOKE,
            TOKEN_SECOND_FACTOR,
            TWO_FACTOR_SEND_CODE);

    /** Returns the class of a record. */
    static AuditClass of(String action, String outcome) {
        return outcome.equals("success")
                        && AuditAction.of(action).filter(EVERYDAY::contains).isPresent()
                ? ACCESS
                : SECURITY;
    }

    /** Returns the name of the chain of the records of this class in the month of this time, in UTC. */
    String chain(Instant at) {
        return name().toLowerCase(Locale.ROOT) + "-" + YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    /** Returns the class of a chain; empty for a name of another release. */
    static Optional<AuditClass> ofChain(String chain) {
        for (AuditClass each : values()) {
            if (chain.startsWith(each.name().toLowerCase(Locale.ROOT) + "-")) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Returns the end of the month of a chain. */
    static Instant endOf(String chain) {
        return YearMonth.parse(chain.substring(chain.indexOf('-') + 1))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
