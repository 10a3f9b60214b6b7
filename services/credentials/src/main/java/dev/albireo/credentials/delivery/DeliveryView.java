package dev.albireo.credentials.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the page of the second factor shows of delivered codes, in {@code deliveryStatus.html}.
 *
 * @param available codes can be sent to this person
 * @param state the word of a {@link DeliveryState}, or empty where none was sent
 * @param resendIn in how many seconds another one may be asked for; 0 where that is now
 * @param page where the state is looked at again
 * @param problem why the last wish for one was not met, or empty
 */
public record DeliveryView(boolean available, String state, long resendIn, String page, String problem) {
    /** Where codes are not sent. */
    public static final DeliveryView NONE = new DeliveryView(false, "", 0, "", "");

    static DeliveryView of(Optional<DeliveryStatus> status, String page, Instant now) {
        return new DeliveryView(
                true,
                status.map(s -> s.state().word()).orElse(""),
                status.map(s -> Math.max(
                                0, Duration.between(now, s.resendAllowedAt()).toSeconds()))
                        .orElse(0L),
                page,
                "");
    }

    /** The same, saying why no other code was sent. */
    public DeliveryView with(Wish wish) {
        String words = switch (wish) {
            case SENT, IMPOSSIBLE -> "";
            case TOO_MANY ->
                "No other code was sent: there were several already. Wait a little, or use your authenticator app.";
        };
        return new DeliveryView(available, state, resendIn, page, words);
    }
}
