package dev.albireo.credentials.interaction;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.protocol.Interaction;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.ExpiredToken;
import dev.albireo.web.InvalidToken;
import dev.albireo.web.JwtVerifier;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.PageRedirect;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the interaction tokens that browsers present: accepts only recent ones that {@code oauth} signed for this service, and rejects a
 * request that was started in another browser before any other check.
 */
@ApplicationScoped
public class Interactions {
    private final JwtVerifier tokens;
    private final PageLanguage language;

    Interactions(JwtVerifier tokens, PageLanguage language) {
        this.tokens = tokens;
        this.language = language;
    }

    /**
     * Returns the pending request for a page, if the browser presents one; throws an error page if it is invalid. An expired page redirects
     * to {@code oauth}, which issues a new token while the request is pending.
     */
    public Uni<Optional<PendingInteraction>> forPage(@Nullable String token, BrowserCookies browser) {
        return read(token)
                .onFailure(InvalidToken.class)
                .transform(Interactions::invalidRequest)
                .invoke(pending -> pending.filter(p -> !p.isFor(browser)).ifPresent(p -> {
                    throw PageRefusal.of(
                            400,
                            "This sign-in was started in another browser",
                            "Go back to the application in this browser and start again. "
                                    + "A sign-in can only be completed in the browser that started it.");
                }));
    }

    /** Returns the pending request that was kept for this browser; empty if it has expired or belongs to another browser. */
    public Uni<Optional<PendingInteraction>> kept(Optional<String> token, BrowserCookies browser) {
        return forTheme(token).map(found -> found.filter(pending -> pending.isFor(browser)));
    }

    /** Returns the pending request for a script, as {@link #forPage}; rejected with {@code BAD_REQUEST}. */
    public Uni<Optional<PendingInteraction>> forScript(Optional<String> token, BrowserCookies browser) {
        return read(token.orElse(null))
                .onFailure(InvalidToken.class)
                .transform(invalid -> Problem.BAD_REQUEST.because("interaction is invalid or expired", "interaction"))
                .invoke(pending -> pending.filter(p -> !p.isFor(browser)).ifPresent(p -> {
                    throw Problem.BAD_REQUEST.because("interaction was started in another browser", "interaction");
                }));
    }

    /** Returns the pending request for the theme of a page, from any browser; empty if there is none that is authentic. */
    public Uni<Optional<PendingInteraction>> forTheme(Optional<String> token) {
        return read(token.orElse(null)).onFailure().recoverWithItem(Optional.empty());
    }

    private static RuntimeException invalidRequest(Throwable invalid) {
        return invalid instanceof ExpiredToken expired && isHandedOver(expired.claims())
                ? PageRedirect.to(
                        PendingInteraction.continueUrl(expired.claims().getJWTID()))
                : PageRefusal.of(400, "This sign-in has expired", "Go back to the application and start again.");
    }

    private static boolean isHandedOver(JWTClaimsSet claims) {
        return claims.getAudience().contains(Interaction.AUDIENCE) && claims.getJWTID() != null;
    }

    private Uni<Optional<PendingInteraction>> read(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Uni.createFrom()
                .deferred(() -> tokens.verify(token, Interaction.TYPE, Interaction.AUDIENCE))
                .map(claims -> {
                    try {
                        Interaction request = Interaction.fromClaims(claims);
                        language.requested(request.uiLocales(), request.askedAt());
                        return Optional.of(new PendingInteraction(token, request));
                    } catch (ParseException | IllegalArgumentException e) {
                        throw new IllegalStateException("an interaction token signed by oauth cannot be parsed", e);
                    }
                });
    }
}
