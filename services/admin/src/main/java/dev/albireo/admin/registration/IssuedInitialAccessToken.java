package dev.albireo.admin.registration;

import dev.albireo.admin.registration.OauthInitialTokens.Item;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** What {@code issueInitialAccessToken} made; no other answer ever shows its value. */
public record IssuedInitialAccessToken(
        @NonNull @Description("shown this once") String token,

        @NonNull InitialAccessToken issued) {

    static IssuedInitialAccessToken of(Item item) {
        return new IssuedInitialAccessToken(String.valueOf(item.token()), InitialAccessToken.of(item));
    }

    @Override
    public String toString() {
        return "IssuedInitialAccessToken[" + issued.id() + "]";
    }
}
