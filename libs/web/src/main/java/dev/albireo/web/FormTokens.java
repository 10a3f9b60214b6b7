package dev.albireo.web;

import dev.albireo.protocol.MacKey;
import dev.albireo.protocol.SessionCookie;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tokens that prove a form came from a page of ours, shown to this very session or for this very interaction. */
@Singleton
public class FormTokens {
    private final Optional<MacKey> key;

    FormTokens(WebConfig config) {
        this.key = config.keys().forms().map(MacKey::ofBase64);
    }

    /** The value of a page's hidden field {@code form_token}. */
    public String token(Optional<SessionCookie> session, Optional<String> interaction) {
        return key.orElseThrow().tag(parts(session, interaction));
    }

    /** Whether {@code token} is the one of this session and interaction; takes the same time wherever they differ. */
    public boolean matches(String token, Optional<SessionCookie> session, Optional<String> interaction) {
        return key.map(k -> k.matches(token, parts(session, interaction))).orElse(false);
    }

    private static String[] parts(Optional<SessionCookie> session, Optional<String> interaction) {
        return new String[] {"form", session.map(SessionCookie::hash).orElse(""), interaction.orElse("")};
    }
}
