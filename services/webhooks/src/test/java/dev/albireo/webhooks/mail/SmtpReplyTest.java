package dev.albireo.webhooks.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.delivery.DeliveryOutcome;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a failure to send a mail means (RFC 5321 section 4.2.2)")
class SmtpReplyTest {
    @ParameterizedTest
    @CsvSource({"550, true", "553, true", "554, true", "421, false", "450, false", "535, false", "530, false"})
    void a_refused_mailbox_or_mail_is_final_and_anything_else_is_tried_again(int code, boolean last) {
        SMTPException refused = new SMTPException("RCPT", code, List.of(code + " <alice@example.com>"), code >= 500);
        assertThat(SmtpReply.of(new CompletionException(refused)))
                .isEqualTo(new SmtpReply(DeliveryOutcome.REFUSED, last, "reply " + code));
    }

    @Test
    void no_reply_is_tried_again() {
        assertThat(SmtpReply.of(new TimeoutException()).outcome()).isEqualTo(DeliveryOutcome.TIMEOUT);
        assertThat(SmtpReply.of(new TimeoutException()).last()).isFalse();
    }

    @Test
    void a_server_that_is_not_there_is_tried_again() {
        assertThat(SmtpReply.of(new ConnectException("refused: smtp.example")))
                .isEqualTo(new SmtpReply(DeliveryOutcome.UNREACHABLE, false, "ConnectException"));
    }
}
