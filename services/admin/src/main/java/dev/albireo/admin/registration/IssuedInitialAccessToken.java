package dev.albireo.admin.registration;

import dev.albireo.admin.registration.OauthInitialTokens.InitialTokenBody;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** The result of {@code issueInitialAccessToken}; no other response contains the value. */
public record IssuedInitialAccessToken(
        @NonNull @Description("shown only once") String token,

        @NonNull InitialAccessToken issued) {

    static IssuedInitialAccessToken of(InitialTokenBody item) {
        return new IssuedInitialAccessToken(String.valueOf(item.token()), InitialAccessToken.of(item));
    }

    @Override
    public String toString() {
        return "IssuedInitialAccessToken[" + issued.id() + "]";
    }
}
