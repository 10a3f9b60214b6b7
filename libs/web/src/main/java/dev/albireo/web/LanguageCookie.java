package dev.albireo.web;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cookie with the language that a user chose in this browser, and when. It is no secret and identifies no one. */
@Singleton
class LanguageCookie {
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9-]{2,35})\\.([0-9]{1,12})");
    private static final int MAX_AGE = 365 * 24 * 3600;

    private final UiLanguages languages;
    private final Clock clock;
    private final boolean secure;

    LanguageCookie(UiLanguages languages, Clock clock, WebConfig config) {
        this.languages = languages;
        this.clock = clock;
        this.secure = config.secure();
    }

    /** The choice of a language. */
    record Choice(String tag, Instant at) {}

    /** Returns the choice, if it is one of a language that there is. */
    Optional<Choice> read(RoutingContext page) {
        return Optional.ofNullable(page.request().getCookie(name()))
                .map(Cookie::getValue)
                .map(VALUE::matcher)
                .filter(Matcher::matches)
                .filter(value -> languages.tags().contains(value.group(1)))
                .map(value -> new Choice(value.group(1), Instant.ofEpochSecond(Long.parseLong(value.group(2)))));
    }

    /** Returns the value of the header {@code Set-Cookie} that remembers a language for a year. */
    String remember(String tag) {
        return name() + "=" + tag + "." + clock.instant().getEpochSecond() + ";Path=/;Max-Age=" + MAX_AGE
                + (secure ? ";Secure" : "") + ";HttpOnly;SameSite=Lax";
    }

    private String name() {
        return secure ? "__Host-albireo-language" : "albireo-language";
    }
}
