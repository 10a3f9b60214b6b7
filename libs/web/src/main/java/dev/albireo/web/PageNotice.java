package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** What the layout says above a page ({@code inject:notice}): why the person sees it, where they wanted something else. */
@Named("notice")
@RequestScoped
public class PageNotice {
    /** The query parameter that asks for one. */
    public static final String PARAMETER = "notice";

    private final AtomicReference<String> text = new AtomicReference<>("");

    /** Why a page is shown. */
    public enum Kind {
        /** A form was posted whose page had been overtaken. */
        STALE("That page was out of date, so nothing was done. Here it is as it is now."),
        /** A form was posted whose session was over. */
        SIGNED_OUT("You were signed out meanwhile, so nothing was done. Sign in to go on.");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** The parameter and its value, for a query. */
        public String parameter() {
            return PARAMETER + "=" + value();
        }

        private String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Says what the parameter asks for; nothing where it asks for no {@link Kind}. */
    void say(String value) {
        Arrays.stream(Kind.values())
                .filter(kind -> kind.value().equals(value))
                .findFirst()
                .ifPresent(kind -> text.set(kind.sentence));
    }

    public String text() {
        return text.get();
    }
}
