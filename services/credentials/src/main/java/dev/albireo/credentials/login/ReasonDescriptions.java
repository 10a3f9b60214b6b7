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
    static List<String> of(LoginMessages texts, Collection<String> reasons, String client) {
        String application = client.isEmpty() ? texts.theApp() : client;
        return reasons.stream()
                .map(reason -> sentence(texts, reason, application))
                .filter(sentence -> !sentence.isEmpty())
                .distinct()
                .toList();
    }

    /** As above. */
    static List<String> ofReasons(LoginMessages texts, Collection<Reason> reasons) {
        return of(texts, reasons.stream().map(Objects::toString).toList(), "");
    }

    private static String sentence(LoginMessages texts, String reason, String client) {
        return switch (reason) {
            case "ADMIN_REQUIRED" -> texts.reasonAdministrator();
            case "USER_CHOICE" -> texts.reasonUser();
            case "GROUP" -> texts.reasonGroup();
            case "HIGH_VALUE_SCOPE" -> texts.reasonScope(client);
            case "SHORT_MAX_AGE" -> texts.reasonMaxAge(client);
            case "REQUESTED_ACR" -> texts.reasonAcr(client);
            case "CLIENT_MINIMUM" -> texts.reasonClient(client);
            default -> "";
        };
    }
}
