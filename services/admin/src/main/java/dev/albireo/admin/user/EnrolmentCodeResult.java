package dev.albireo.admin.user;

import dev.albireo.admin.user.CredentialsUserClient.EnrolmentCodeBody;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** The result of {@code issueEnrolmentCode}; no other response contains the code. */
public record EnrolmentCodeResult(
        boolean success,
        @NonNull String message,
        @Nullable @Description("shown only once") String code,
        @Nullable Instant expiresAt) {

    static EnrolmentCodeResult of(String username, EnrolmentCodeBody issued) {
        String message =
                "User " + username + " was issued an enrolment code" + (issued.mailed() ? ", also by mail" : "");
        return new EnrolmentCodeResult(true, message, issued.code(), issued.expiresAt());
    }

    static EnrolmentCodeResult unknown(String username) {
        return new EnrolmentCodeResult(false, "User not found: " + username, null, null);
    }

    /** Returns a text without the code. */
    @Override
    public String toString() {
        return "EnrolmentCodeResult[" + message + "]";
    }
}
