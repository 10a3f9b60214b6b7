package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.InvitationBody;
import java.time.Instant;
import org.eclipse.microprofile.graphql.NonNull;

/** An invitation that was sent; its link works once, until it expires. */
public record Invitation(@NonNull String email, @NonNull Instant expiresAt) {
    static Invitation of(InvitationBody body) {
        return new Invitation(body.email(), body.expiresAt());
    }
}
