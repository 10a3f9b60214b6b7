package dev.albireo.credentials.login;

import dev.albireo.credentials.delivery.DeliveryView;
import dev.albireo.credentials.totp.PendingApp;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of the second factor.
 *
 * @param lockedUntil when codes are accepted again, or empty
 * @param reasons why it is required, in words
 * @param way the name of a {@link FactorOption}
 * @param others the other options
 * @param passkey whether one of the options is a passkey
 * @param app the application that is being enrolled, or null
 * @param delivery the state of a code that was sent
 * @param elsewhere where another user may sign in
 * @param reset where the user requests that all second factors are removed, or empty
 */
record SecondFactorPage(
        String formToken,
        String interaction,
        String returnTo,
        String username,
        String problem,
        String lockedUntil,
        ClientView client,
        List<String> reasons,
        String way,
        List<OtherOption> others,
        boolean passkey,
        boolean enrolling,
        @Nullable PendingApp app,
        DeliveryView delivery,
        String elsewhere,
        String reset)
        implements TemplateInstance {
    /** Another option and its URL. */
    public record OtherOption(String label, String address) {}
}
