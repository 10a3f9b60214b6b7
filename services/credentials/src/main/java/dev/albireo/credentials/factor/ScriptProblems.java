package dev.albireo.credentials.factor;

import dev.albireo.web.ProblemRefusal;
import dev.albireo.web.TextCatalogue;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** The problems of endpoints that scripts of pages call: an API reads the detail, the page shows the member {@code text} in its language. */
public final class ScriptProblems {
    private ScriptProblems() {}

    /** Returns the response, whose problem has the member {@code text}. */
    public static <T> Uni<T> inWords(Supplier<Uni<T>> response) {
        return Uni.createFrom()
                .deferred(response::get)
                .onFailure(ProblemRefusal.class)
                .transform(failure -> {
                    ProblemRefusal refusal = (ProblemRefusal) failure;
                    return refusal.with("text", asSentence(refusal.detail()));
                });
    }

    /** Returns the detail of a problem as a sentence, in the language of the page. */
    public static String asSentence(String detail) {
        String text = TextCatalogue.onPage(detail);
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
