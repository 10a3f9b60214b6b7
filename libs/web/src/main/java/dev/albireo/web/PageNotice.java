package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The notice that the layout shows above a page ({@code inject:notice}): why the user sees it instead of the expected result. */
@Named("notice")
@RequestScoped
public class PageNotice {
    /** The query parameter that selects one. */
    public static final String PARAMETER = "notice";

    private final AtomicReference<Optional<Severity>> shown = new AtomicReference<>(Optional.empty());

    /** The reasons for a notice. */
    public enum Severity {
        /** A form was posted whose page was out of date. */
        STALE,
        /** A form was posted whose session had ended. */
        SIGNED_OUT;

        /** Returns the parameter and its value, for a query. */
        public String parameter() {
            return PARAMETER + "=" + value();
        }

        private String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Sets the notice of the parameter; has no effect if it names no {@link Severity}. */
    void select(String value) {
        Arrays.stream(Severity.values())
                .filter(kind -> kind.value().equals(value))
                .findFirst()
                .ifPresent(kind -> shown.set(Optional.of(kind)));
    }

    /** Returns whether the page of the posted form was out of date. */
    public boolean stale() {
        return shows(Severity.STALE);
    }

    /** Returns whether the session of the posted form had ended. */
    public boolean signedOut() {
        return shows(Severity.SIGNED_OUT);
    }

    private boolean shows(Severity kind) {
        return shown.get().filter(kind::equals).isPresent();
    }
}
