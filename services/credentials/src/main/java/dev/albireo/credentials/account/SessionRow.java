package dev.albireo.credentials.account;

import dev.albireo.credentials.session.BrowserName;
import dev.albireo.credentials.session.LiveSession;
import dev.albireo.protocol.Loopback;
import java.util.UUID;

/** A session on the account page; {@code current} marks the current one. */
public record SessionRow(
        String id, String browser, String system, String address, String began, String seen, boolean current) {
    /** Returns whether the address is a loopback address. */
    public boolean thisComputer() {
        return Loopback.includes(address);
    }

    static SessionRow of(LiveSession session, UUID current) {
        BrowserName browser = BrowserName.of(session.userAgent());
        return new SessionRow(
                session.id().toString(),
                browser.browser().orElse(""),
                browser.system().orElse(""),
                session.address(),
                session.createdAt().toString(),
                session.lastSeenAt().toString(),
                session.id().equals(current));
    }
}
