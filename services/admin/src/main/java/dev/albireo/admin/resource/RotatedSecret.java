package dev.albireo.admin.resource;

import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** The result of {@code rotateClientSecret}; no other response contains the secret. */
public record RotatedSecret(
        @NonNull String clientId,

        @NonNull @Description("shown only once") String secret,

        @NonNull @Description("until when the previous secret is valid too")
        Instant previousValidUntil) {

    static RotatedSecret of(ClientSecrets.RotatedSecretBody rotated) {
        return new RotatedSecret(rotated.clientId(), rotated.secret(), rotated.previousUntil());
    }

    @Override
    public String toString() {
        return "RotatedSecret[" + clientId + "]";
    }
}
