package dev.albireo.credentials.login;

import dev.albireo.credentials.factorreset.FactorResetState;
import dev.albireo.credentials.factorreset.FactorResetState.Cancelled;
import dev.albireo.credentials.factorreset.FactorResetState.Finishable;
import dev.albireo.credentials.factorreset.FactorResetState.None;
import dev.albireo.credentials.factorreset.FactorResetState.Waiting;
import io.quarkus.qute.TemplateInstance;
import java.util.Locale;

/**
 * The page on which a user requests that all second factors are removed, and finishes it after the waiting period.
 *
 * @param state {@code none}, {@code waiting}, {@code finishable} or {@code cancelled}
 * @param at the time that belongs to it
 * @param askPassword whether the form has a field for the password
 * @param back the page of the second factor
 */
record FactorResetPage(
        String formToken,
        String interaction,
        String returnTo,
        String username,
        String state,
        String at,
        boolean askPassword,
        String problem,
        String back)
        implements TemplateInstance {
    static FactorResetPage of(
            String formToken,
            Continuation continuation,
            String username,
            FactorResetState state,
            boolean freshPassword,
            String problem) {
        return new FactorResetPage(
                formToken,
                continuation.interaction(),
                continuation.returnTo(),
                username,
                state.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                switch (state) {
                    case None(var effectiveAt) -> effectiveAt.toString();
                    case Waiting(var effectiveAt) -> effectiveAt.toString();
                    case Finishable(var until) -> until.toString();
                    case Cancelled(var until) -> until.toString();
                },
                state instanceof Finishable || !freshPassword,
                problem,
                continuation.toSecondFactor());
    }
}
