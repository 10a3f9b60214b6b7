package dev.albireo.webhooks.mail;

import dev.albireo.delivery.DeliveryOutcome;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;

/**
 * What became of an attempt to send a mail.
 *
 * @param last whether another attempt would have the same result
 * @param cause for the log: the kind of the failure and the reply code, without the text, which may quote the address
 */
record SmtpReply(DeliveryOutcome outcome, boolean last, String cause) {
    /** The server has accepted the mail. */
    static final SmtpReply ACCEPTED = new SmtpReply(DeliveryOutcome.DELIVERED, true, "");

    /** The address is not one that a mail is sent to. */
    static final SmtpReply INVALID_ADDRESS = new SmtpReply(DeliveryOutcome.FILTERED, true, "invalid address");

    /** Mail is off here; it may be switched on before the mail expires. */
    static final SmtpReply NOT_CONFIGURED =
            new SmtpReply(DeliveryOutcome.UNREACHABLE, false, "quarkus.mailer.from is not set");

    /** RFC 5321 section 4.2.2: from here, and below {@link #END}, the mailbox or the mail is refused for good. */
    private static final int REFUSED = 550;

    private static final int END = 555;

    /** Returns the reply that this failure means; refused credentials, for example, are tried again, because an operator corrects them. */
    static SmtpReply of(Throwable failure) {
        return switch (failure) {
            case SMTPException refused -> refused(refused.getReplyCode());
            case TimeoutException timeout -> new SmtpReply(DeliveryOutcome.TIMEOUT, false, "timeout");
            default ->
                failure.getCause() == null
                        ? new SmtpReply(
                                DeliveryOutcome.UNREACHABLE,
                                false,
                                failure.getClass().getSimpleName())
                        : of(failure.getCause());
        };
    }

    private static SmtpReply refused(int code) {
        return new SmtpReply(DeliveryOutcome.REFUSED, code >= REFUSED && code < END, "reply " + code);
    }
}
