package dev.albireo.credentials.login;

import dev.albireo.policy.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Explains to the user why a second factor is required. */
final class ReasonDescriptions {
    private ReasonDescriptions() {}

    /**
     * Returns a sentence for each reason.
     *
     * @param reasons names of {@link Reason}; unknown ones are omitted
     * @param client the client's name, or empty
     */
    static List<String> of(Collection<String> reasons, String client) {
        String application = client.isEmpty() ? "The application" : client;
        return reasons.stream()
                .map(reason -> sentence(reason, application))
                .filter(sentence -> !sentence.isEmpty())
                .distinct()
                .toList();
    }

    /** As above. */
    static List<String> ofReasons(Collection<Reason> reasons) {
        return of(reasons.stream().map(Objects::toString).toList(), "");
    }

    private static String sentence(String reason, String client) {
        return switch (reason) {
            case "ADMIN_REQUIRED" -> "Your administrator requires a second step of you.";
            case "USER_CHOICE" -> "You switched on two-step sign-in for your account.";
            case "GROUP" -> "A group you belong to requires a second step.";
            case "HIGH_VALUE_SCOPE" -> client + " requests access to sensitive data or functions.";
            case "SHORT_MAX_AGE" -> client + " asks you to confirm that it is still you.";
            case "REQUESTED_ACR" -> client + " requires a stronger sign-in for this request.";
            case "CLIENT_MINIMUM" -> client + " requires a second step of all users.";
            default -> "";
        };
    }
}
