package dev.albireo.credentials.mail;

import dev.albireo.events.UserState;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.UiLanguages;
import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The language of a mail: that of the user's {@code locale}, otherwise that of the page where it is requested. */
@Singleton
class MailLanguage {
    private final UiLanguages languages;
    private final PageLanguage page;

    MailLanguage(UiLanguages languages, PageLanguage page) {
        this.languages = languages;
        this.page = page;
    }

    /** Returns the tag of the language that the user chose; empty if there are no texts in it. */
    Optional<String> of(UserState user) {
        return user.claims().get("locale") instanceof String locale
                ? languages.lookUp(List.of(locale))
                : Optional.empty();
    }

    /** Returns the tag for a receiver who chose this language; empty if none is known. {@code requested} is the language of an earlier page. */
    Optional<String> of(Optional<String> chosen, Optional<String> requested) {
        return chosen.or(() -> requested.filter(languages.tags()::contains)).or(this::ofPage);
    }

    private Optional<String> ofPage() {
        return Arc.container().requestContext().isActive() ? Optional.of(page.tag()) : Optional.empty();
    }
}
