package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** The notice that the layout shows above a page ({@code inject:notice}): why the user sees it instead of the expected result. */
@Named("notice")
@RequestScoped
public class PageNotice {
    /** The query parameter that selects one. */
    public static final String PARAMETER = "notice";

    private final AtomicReference<String> text = new AtomicReference<>("");

    /** The reasons for a notice. */
    public enum Severity {
        /** A form was posted whose page was out of date. */
        STALE("That page was out of date, so nothing was done. Here it is as it is now."),
        /** A form was posted whose session had ended. */
        SIGNED_OUT("You were signed out meanwhile, so nothing was done. Sign in to go on.");

        private final String sentence;

        Severity(String sentence) {
            this.sentence = sentence;
        }

        /** Returns the parameter and its value, for a query. */
        public String parameter() {
            return PARAMETER + "=" + value();
        }

        private String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Sets the notice of the parameter; has no effect if it names no {@link Severity}. */
    void say(String value) {
        Arrays.stream(Severity.values())
                .filter(kind -> kind.value().equals(value))
                .findFirst()
                .ifPresent(kind -> text.set(kind.sentence));
    }

    public String text() {
        return text.get();
    }
}
