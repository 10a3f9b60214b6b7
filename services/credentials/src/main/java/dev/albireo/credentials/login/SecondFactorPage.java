package dev.albireo.credentials.login;

import dev.albireo.credentials.delivery.DeliveryView;
import dev.albireo.credentials.totp.PendingApp;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of the second factor.
 *
 * @param lockedUntil when codes are looked at again, or empty
 * @param reasons why it is asked for, in words
 * @param way the name of a {@link Way}
 * @param others the other ways
 * @param passkey one of the ways is a passkey
 * @param app the application that is being set up, or null
 * @param delivery what became of a code that was sent
 * @param elsewhere where somebody else may sign in
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
        List<OtherWay> others,
        boolean passkey,
        boolean enrolling,
        @Nullable PendingApp app,
        DeliveryView delivery,
        String elsewhere)
        implements TemplateInstance {
    /** Another way, and the address that leads to it. */
    public record OtherWay(String label, String address) {}
}
