package dev.albireo.credentials.interaction;

import dev.albireo.protocol.Interaction;
import dev.albireo.web.InvalidToken;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.Problem;
import dev.albireo.web.SignedTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the interactions that browsers bring; believes only what {@code oauth} signed, for this service, minutes ago. */
@ApplicationScoped
public class Interactions {
    private final SignedTokens tokens;

    Interactions(SignedTokens tokens) {
        this.tokens = tokens;
    }

    /** For a page: the pending request, if the browser brings one; an error page if what it brings is not one, or over. */
    public Uni<Optional<Pending>> forPage(@Nullable String token) {
        return read(token)
                .onFailure(InvalidToken.class)
                .transform(invalid -> PageRefusal.of(
                        400,
                        "This sign-in has expired",
                        "Go back to the application you came from and start signing in again."));
    }

    /** For a script: as {@link #forPage}, refused with {@code BAD_REQUEST}. */
    public Uni<Optional<Pending>> forScript(Optional<String> token) {
        return read(token.orElse(null))
                .onFailure(InvalidToken.class)
                .transform(invalid -> Problem.BAD_REQUEST.because(
                        "the interaction is not one of ours, or it is over", "interaction"));
    }

    private Uni<Optional<Pending>> read(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Uni.createFrom()
                .deferred(() -> tokens.verify(token, Interaction.TYPE, Interaction.AUDIENCE))
                .map(claims -> {
                    try {
                        return Optional.of(new Pending(token, Interaction.fromClaims(claims)));
                    } catch (ParseException | IllegalArgumentException e) {
                        throw new IllegalStateException("oauth signed an interaction that cannot be read", e);
                    }
                });
    }
}
