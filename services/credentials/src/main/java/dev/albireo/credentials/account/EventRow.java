package dev.albireo.credentials.account;

import dev.albireo.events.AuditAction;
import dev.albireo.protocol.Loopback;
import java.time.Instant;

/** An event of the account in words; {@code warn} marks one that the user should check. */
public record EventRow(String text, String address, String at, boolean warn) {
    /** Returns whether the address is a loopback address. */
    public boolean thisComputer() {
        return Loopback.includes(address);
    }

    static EventRow of(AccountEventStore.AccountActivity event, AccountEventDescriptions descriptions) {
        return new EventRow(
                descriptions.of(event.action(), event.outcome(), event.why()),
                event.address(),
                at(event.at()),
                !event.outcome().equals("success") || event.action().equals(AuditAction.TWO_FACTOR_LOCK.wireName()));
    }

    private static String at(Instant at) {
        return at.toString();
    }
}
