package dev.albireo.credentials.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The delivery state on the second-factor page, in {@code deliveryStatus.html}.
 *
 * @param available whether codes can be sent to this user
 * @param state the word of a {@link DeliveryState}, or empty if none was sent
 * @param resendIn the number of seconds until another one may be requested; 0 if immediately
 * @param page the URL that reloads the state
 * @param problem why the last request was rejected, or empty
 */
public record DeliveryView(boolean available, String state, long resendIn, String page, String problem) {
    /** Codes are not available. */
    public static final DeliveryView NONE = new DeliveryView(false, "", 0, "", "");

    static DeliveryView of(Optional<DeliveryStatus> status, String page, Instant now) {
        return new DeliveryView(
                true,
                status.map(s -> s.state().value()).orElse(""),
                status.map(s -> Math.max(
                                0, Duration.between(now, s.resendAllowedAt()).toSeconds()))
                        .orElse(0L),
                page,
                "");
    }

    /** Returns a copy with the reason why no other code was sent. */
    public DeliveryView with(SendOtpResult result) {
        String text = switch (result) {
            case SENT, IMPOSSIBLE -> "";
            case TOO_MANY ->
                "No further code was sent, because too many were requested. Wait a few minutes, or use your authenticator app.";
        };
        return new DeliveryView(available, state, resendIn, page, text);
    }
}
