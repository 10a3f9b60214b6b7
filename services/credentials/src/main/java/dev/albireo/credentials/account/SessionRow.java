package dev.albireo.credentials.account;

import dev.albireo.credentials.session.LiveSession;
import java.util.UUID;

/** A session on the account page; {@code current} marks the current one. */
public record SessionRow(String id, String browser, String address, String began, String seen, boolean current) {
    /** Returns whether the address is a loopback address. */
    public boolean thisComputer() {
        return Loopback.includes(address);
    }

    static SessionRow of(LiveSession session, UUID current) {
        return new SessionRow(
                session.id().toString(),
                BrowserName.of(session.userAgent()),
                session.address(),
                session.createdAt().toString(),
                session.lastSeenAt().toString(),
                session.id().equals(current));
    }
}
