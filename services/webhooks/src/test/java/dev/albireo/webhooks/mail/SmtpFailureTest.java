package dev.albireo.webhooks.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.protocol.JweKey;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.IdGenerator;
import dev.albireo.webhooks.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = SmtpServer.class, restrictToAnnotatedClass = true)
@DisplayName("What the SMTP server refuses for now is sent later, and what it refuses for good is given up")
class SmtpFailureTest {
    @Inject
    MailDelivery delivery;

    @Inject
    MailDeliveryStore store;

    @Inject
    MeterRegistry meters;

    @Inject
    Pool db;

    @Inject
    ObjectMapper json;

    @Inject
    IdGenerator ids;

    @Inject
    FixedClock clock;

    @Inject
    @ConfigProperty(name = "albireo.keys.delivery")
    String key;

    @Test
    void a_temporary_refusal_is_repeated() throws JsonProcessingException {
        double sent = ended(DeliveryOutcome.DELIVERED);
        String to = ids.next() + "@example.com";
        String id = requested(to);
        SmtpServer.answerNext("451 4.3.0 try later");
        Await.on(delivery::due);
        assertThat(state(id)).isEqualTo("due refused");
        assertThat(SmtpServer.accepted()).doesNotContain(to);

        clock.advance(Duration.ofSeconds(1));
        Await.on(delivery::due);
        assertThat(SmtpServer.accepted()).containsOnlyOnce(to);
        assertThat(state(id)).startsWith("delivered");
        assertThat(ended(DeliveryOutcome.DELIVERED)).isEqualTo(sent + 1);
    }

    @Test
    void a_permanent_refusal_is_given_up_and_counted() throws JsonProcessingException {
        double refused = ended(DeliveryOutcome.REFUSED);
        String to = ids.next() + "@example.com";
        String id = requested(to);
        SmtpServer.answerNext("550 5.1.1 no such mailbox");
        Await.on(delivery::due);
        clock.advance(Duration.ofMinutes(6));
        Await.on(delivery::due);
        assertThat(state(id)).isEqualTo("failed refused");
        assertThat(SmtpServer.accepted()).doesNotContain(to);
        assertThat(ended(DeliveryOutcome.REFUSED)).isEqualTo(refused + 1);
    }

    private double ended(DeliveryOutcome outcome) {
        return meters.counter("albireo.mail.deliveries", "outcome", outcome.word())
                .count();
    }

    private String requested(String to) throws JsonProcessingException {
        MailContent content = new MailContent(
                MailType.PASSWORD_CHANGED,
                to,
                "alice",
                "https://id.example",
                "https://id.example/account",
                clock.instant(),
                "192.0.2.7",
                null,
                null,
                null,
                null);
        MailRequested request = new MailRequested(
                ids.next().toString(),
                "subject-1",
                JweKey.ofBase64(key).encrypt(json.writeValueAsString(content), "mail+jwe"),
                clock.instant().plus(Duration.ofMinutes(15)),
                clock.instant());
        Await.on(() -> store.add(request, clock.instant()));
        return request.requestId();
    }

    private String state(String id) {
        return Await.on(() -> db.query("SELECT state || ' ' || coalesce(last_error, '') AS state FROM mail_delivery"
                        + " WHERE request_id = '" + id + "'")
                .execute()
                .map(rows -> rows.iterator().next().getString("state")));
    }
}
