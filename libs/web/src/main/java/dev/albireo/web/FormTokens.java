package dev.albireo.web;

import dev.albireo.protocol.MacKeys;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.secret.SecretSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tokens that prove that a form came from a page of this server, shown in this session or, before there is one, in this browser. */
@Singleton
public class FormTokens {
    private final Supplier<Optional<MacKeys>> keys;

    FormTokens(SecretSettings secrets) {
        this.keys = secrets.optionalKeys("albireo.keys.forms", MacKeys::ofBase64);
    }

    /** Returns the value of a page's hidden field {@code form_token}, bound to a session. */
    public String token(Optional<SessionCookie> session, Optional<String> interaction) {
        return keys.get().orElseThrow().tag(parts(session, interaction));
    }

    /** Returns whether {@code token} is the one of this session and interaction; compares in constant time. */
    public boolean matches(String token, Optional<SessionCookie> session, Optional<String> interaction) {
        return keys.get()
                .filter(known -> known.matches(token, parts(session, interaction)))
                .isPresent();
    }

    /** As {@link #token(Optional, Optional)}, for a {@link BrowserBoundForm}. */
    public String token(BrowserCookies browser, Optional<String> interaction) {
        return keys.get()
                .orElseThrow()
                .tag(parts(browser.first().map(OpaqueToken::hash).orElse(""), interaction));
    }

    /** Returns whether {@code token} is the one of this interaction and one of the browser's cookies, or of none if it has none. */
    public boolean matches(String token, BrowserCookies browser, Optional<String> interaction) {
        List<String> hashes = browser.isEmpty() ? List.of("") : browser.hashes();
        return keys.get()
                .filter(known -> hashes.stream().anyMatch(hash -> known.matches(token, parts(hash, interaction))))
                .isPresent();
    }

    private static String[] parts(Optional<SessionCookie> session, Optional<String> interaction) {
        return new String[] {"form", session.map(SessionCookie::hash).orElse(""), interaction.orElse("")};
    }

    private static String[] parts(String browser, Optional<String> interaction) {
        return new String[] {"browser-form", browser, interaction.orElse("")};
    }
}
