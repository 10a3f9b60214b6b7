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
    static List<String> of(LoginMessages messages, Collection<String> reasons, String client) {
        String application = client.isEmpty() ? messages.theApp() : client;
        return reasons.stream()
                .map(reason -> sentence(messages, reason, application))
                .filter(sentence -> !sentence.isEmpty())
                .distinct()
                .toList();
    }

    /** As above. */
    static List<String> ofReasons(LoginMessages messages, Collection<Reason> reasons) {
        return of(messages, reasons.stream().map(Objects::toString).toList(), "");
    }

    private static String sentence(LoginMessages messages, String reason, String client) {
        return switch (reason) {
            case "ADMIN_REQUIRED" -> messages.reasonAdministrator();
            case "USER_CHOICE" -> messages.reasonUser();
            case "GROUP" -> messages.reasonGroup();
            case "HIGH_VALUE_SCOPE" -> messages.reasonScope(client);
            case "SHORT_MAX_AGE" -> messages.reasonMaxAge(client);
            case "REQUESTED_ACR" -> messages.reasonAcr(client);
            case "CLIENT_MINIMUM" -> messages.reasonClient(client);
            case "NETWORK" -> messages.reasonNetwork();
            case "POLICY" -> messages.reasonPolicy(client);
            default -> "";
        };
    }
}
