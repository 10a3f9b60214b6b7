package dev.albireo.admin.registration;

import dev.albireo.admin.registration.OauthInitialTokens.InitialTokenBody;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** An initial access token, without its value. */
@Type("InitialAccessToken")
@Description("An initial access token, without its value")
public record InitialAccessToken(
        @NonNull String id,

        @NonNull @Description("its purpose") String label,

        @NonNull @Description("the subject of the administrator")
        String issuedBy,

        @NonNull Instant issuedAt,

        @NonNull Instant expiresAt,

        @Description("how many clients it may register") int clients,

        @Description("the number of registered clients") int registered,

        @Nullable @Description("when it was revoked, if it was")
        Instant revokedAt) {

    static InitialAccessToken of(InitialTokenBody item) {
        return new InitialAccessToken(
                item.id(),
                item.label(),
                item.issuedBy(),
                item.issuedAt(),
                item.expiresAt(),
                item.clients(),
                item.registered(),
                item.revokedAt());
    }
}
