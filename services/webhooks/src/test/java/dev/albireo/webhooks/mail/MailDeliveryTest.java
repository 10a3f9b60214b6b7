package dev.albireo.webhooks.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.delivery.DeliveryLimitsConfig;
import dev.albireo.delivery.DeliveryOutcome;
import dev.albireo.delivery.DeliveryQueue.ClaimedDeliveries;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.protocol.JweKey;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.IdGenerator;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.delivery.HandoverDecryption;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A requested mail is sent once, in time or not at all")
class MailDeliveryTest {
    private static final Duration CLAIM = Duration.ofSeconds(35);
    private static final String CODE = "7K2M-9QXR-4D8T";
    private static final Set<MailType> WITH_EXPIRING_LINK = EnumSet.of(
            MailType.PASSWORD_RESET,
            MailType.EMAIL_VERIFICATION,
            MailType.REGISTRATION,
            MailType.INVITATION,
            MailType.SECOND_FACTOR_RESET_REQUESTED);
    private static final String LINK = "https://id.example/login/reset?token=abc_def-1";

    @Inject
    MailDelivery delivery;

    @Inject
    MailDeliveryStore store;

    @Inject
    MockMailbox mailbox;

    @Inject
    HandoverDecryption decryption;

    @Inject
    ReactiveMailer mailer;

    @Inject
    MailTexts texts;

    @Inject
    DeliveryLimitsConfig limits;

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

    private record Row(String state, boolean erased, int attempts, String error) {}

    @BeforeEach
    void nothing_is_there() {
        Await.on(() -> db.query("TRUNCATE mail_delivery").execute());
        mailbox.clear();
    }

    @Test
    void a_mail_has_text_and_html_with_one_link_and_loads_nothing() {
        MailRequested request = requested(MailType.PASSWORD_RESET, "alice@example.com");
        Await.on(delivery::due);
        Await.on(delivery::due);

        Mail mail = assertThat(mailbox.getMailsSentTo("alice@example.com"))
                .singleElement()
                .actual();
        assertThat(mail.getSubject()).isEqualTo("Choose a new password");
        assertThat(mail.getText())
                .contains("Hello o'hara <b>,\n")
                .contains(LINK + "\n")
                .contains("until " + texts.time(request.expiresAt(), "en"));
        assertThat(mail.getHtml())
                .contains("Hello o&#39;hara &lt;b&gt;,")
                .contains("<a href=\"" + LINK + "\"")
                .doesNotContain("<img", "<link", "<script", "url(");
        assertThat(mail.getHeaders())
                .containsEntry("Message-ID", List.of("<" + request.requestId() + "@albireo>"))
                .containsEntry("Auto-Submitted", List.of("auto-generated"));
        assertThat(row(request)).isEqualTo(new Row("delivered", true, 1, ""));
    }

    @Test
    void a_mail_is_in_the_language_of_its_user_or_in_the_default_one() {
        MailRequested request = requested(MailType.PASSWORD_RESET, "alice@example.com", "de-AT");
        requested(MailType.PASSWORD_RESET, "bob@example.com", "xx");
        Await.on(delivery::due);
        Await.on(delivery::due);

        Mail german = assertThat(mailbox.getMailsSentTo("alice@example.com"))
                .singleElement()
                .actual();
        assertThat(german.getSubject()).isEqualTo("Neues Passwort w\u00e4hlen");
        assertThat(german.getText())
                .contains("Guten Tag o'hara <b>,\n", "bis " + texts.time(request.expiresAt(), "de"))
                .doesNotContain("Hello", "until");
        assertThat(german.getHtml()).contains("<html lang=\"de\">", "Guten Tag").doesNotContain("Hello");
        assertThat(mailbox.getMailsSentTo("bob@example.com"))
                .singleElement()
                .extracting(Mail::getSubject)
                .isEqualTo("Choose a new password");
    }

    @ParameterizedTest
    @EnumSource(MailType.class)
    void every_type_has_its_texts(MailType type) {
        requested(type, "alice@example.com");
        Await.on(delivery::due);
        Mail mail = assertThat(mailbox.getMailsSentTo("alice@example.com"))
                .singleElement()
                .actual();
        assertThat(mail.getSubject()).isNotBlank().doesNotContain("\n");
        assertThat(mail.getText())
                .contains(LINK, "https://id.example")
                .doesNotContain("{", "NOT_FOUND")
                .contains(WITH_EXPIRING_LINK.contains(type) || type == MailType.ENROLMENT_CODE ? "until" : "192.0.2.7");
        assertThat(mail.getText().contains(CODE)).isEqualTo(type == MailType.ENROLMENT_CODE);
        assertThat(mail.getHtml().contains(CODE)).isEqualTo(type == MailType.ENROLMENT_CODE);
    }

    @Test
    void a_notice_says_when_from_where_and_in_which_browser_it_happened() {
        requested(MailType.NEW_SIGN_IN, "alice@example.com");
        Await.on(delivery::due);
        assertThat(mailbox.getMailsSentTo("alice@example.com"))
                .singleElement()
                .extracting(Mail::getText)
                .asString()
                .contains("\nWhen: " + texts.time(clock.instant(), "en")
                        + "\nFrom the network address: 192.0.2.7\nBrowser: Firefox on Linux\n\nThis wasn't me: ");
        assertThat(texts.circumstances(local(null, "Linux"), "en"))
                .endsWith("From this computer", "Browser: not known on Linux");
        assertThat(texts.circumstances(local("Firefox", null), "de"))
                .endsWith("Von diesem Computer", "Browser: Firefox");
        assertThat(texts.circumstances(local(null, null), "de")).endsWith("Von diesem Computer");
    }

    private MailContent local(@Nullable String browser, @Nullable String system) {
        return new MailContent(
                MailType.NEW_SIGN_IN,
                "alice@example.com",
                "alice",
                "https://id.example",
                LINK,
                clock.instant(),
                "0:0:0:0:0:0:0:1",
                null,
                null,
                browser,
                system);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com\r\nBcc: mallory@example.org", "a@example.com,b@example.com", "alice"})
    void nothing_is_sent_to_more_than_one_plain_address(String to) {
        MailRequested request = requested(MailType.PASSWORD_CHANGED, to);
        Await.on(delivery::due);
        assertThat(mailbox.getTotalMessagesSent()).isZero();
        assertThat(row(request)).isEqualTo(new Row("failed", true, 1, "filtered"));
    }

    @Test
    void what_has_expired_is_not_sent() {
        MailRequested request = requested(MailType.PASSWORD_RESET, "alice@example.com");
        clock.advance(Duration.ofMinutes(15));
        Await.on(delivery::due);
        assertThat(mailbox.getTotalMessagesSent()).isZero();
        assertThat(row(request)).isEqualTo(new Row("failed", true, 0, "expired"));
    }

    @Test
    void a_request_that_is_heard_twice_is_one() {
        MailRequested request = requested(MailType.PASSWORD_RESET, "alice@example.com");
        Await.on(delivery::due);
        Await.on(() -> store.add(request, clock.instant()));
        Await.on(delivery::due);
        assertThat(mailbox.getTotalMessagesSent()).isEqualTo(1);
    }

    @Test
    void what_another_key_encrypted_is_given_up() {
        MailRequested request = new MailRequested(
                ids.next().toString(), "s", "no.jwe.at.all.", clock.instant().plusSeconds(60), clock.instant());
        Await.on(() -> store.add(request, clock.instant()));
        Await.on(delivery::due);
        assertThat(row(request)).isEqualTo(new Row("failed", true, 1, "unreadable"));
    }

    @Test
    void what_a_newer_release_requests_waits_for_a_replica_that_knows_it() {
        MailRequested request = stored(text(content(MailType.PASSKEY_ADDED, "alice@example.com", "en"))
                .replace("PASSKEY_ADDED", "OF_THE_NEXT_RELEASE"));
        try (LogLines log = LogLines.of(MailDelivery.class)) {
            Await.on(delivery::due);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("mail of an unknown type", "mail=" + request.requestId())
                    .doesNotContain("alice");
        }
        assertThat(row(request)).isEqualTo(new Row("due", false, 1, "unreadable"));

        clock.advance(Duration.ofMinutes(15));
        Await.on(delivery::due);
        assertThat(row(request)).isEqualTo(new Row("failed", true, 1, "expired"));
    }

    @Test
    void parallel_claims_keep_to_the_limit_and_share_nothing() throws Exception {
        for (int i = 0; i < 8; i++) {
            requested(MailType.PASSWORD_CHANGED, "alice@example.com");
        }
        List<String> claimed = Await.inParallel(4, () -> store.claim(clock.instant(), CLAIM, 5)).stream()
                .map(ClaimedDeliveries::attempts)
                .flatMap(List::stream)
                .map(MailAttempt::requestId)
                .toList();
        assertThat(claimed).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void a_failed_attempt_is_repeated_at_its_time_and_a_lost_one_when_its_claim_ends() {
        MailRequested request = requested(MailType.PASSWORD_CHANGED, "alice@example.com");
        MailAttempt first = claim().getFirst();
        assertThat(claim()).isEmpty();
        Await.on(() ->
                store.again(first, DeliveryOutcome.TIMEOUT, clock.instant().plusSeconds(3)));
        assertThat(claim()).isEmpty();
        clock.advance(Duration.ofSeconds(3));
        assertThat(claim()).singleElement().extracting(MailAttempt::number).isEqualTo(2);

        clock.advance(CLAIM);
        assertThat(claim()).singleElement().extracting(MailAttempt::number).isEqualTo(3);
        Await.on(() -> store.over(first, DeliveryOutcome.REFUSED));
        assertThat(row(request).state())
                .as("after the late result of the first attempt")
                .isEqualTo("due");
    }

    @Test
    void without_a_sender_a_mail_waits_until_it_expires_and_each_attempt_warns() {
        MailDelivery without = new MailDelivery(
                store,
                decryption,
                new MailSender(mailer, texts, new SmtpSettings(Optional.empty(), Optional.empty())),
                json,
                limits,
                meters,
                clock);
        MailRequested request = requested(MailType.PASSWORD_RESET, "alice@example.com");
        try (LogLines log = LogLines.of(MailDelivery.class)) {
            Await.on(without::due);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("mail not sent mail=" + request.requestId(), "quarkus.mailer.from is not set")
                    .doesNotContain("alice", "token=");
        }
        assertThat(row(request)).isEqualTo(new Row("due", false, 1, "unreachable"));
        assertThat(mailbox.getTotalMessagesSent()).isZero();

        clock.advance(Duration.ofSeconds(1));
        Await.on(delivery::due);
        assertThat(row(request)).as("once there is a sender").isEqualTo(new Row("delivered", true, 2, "unreachable"));
    }

    private List<MailAttempt> claim() {
        return Await.on(() -> store.claim(clock.instant(), CLAIM, 10)).attempts();
    }

    private MailRequested requested(MailType type, String to) {
        return requested(type, to, "en");
    }

    private MailRequested requested(MailType type, String to, String language) {
        return stored(text(content(type, to, language)));
    }

    private MailContent content(MailType type, String to, String language) {
        return new MailContent(
                type,
                to,
                "o'hara <b>",
                "https://id.example",
                LINK,
                clock.instant(),
                "192.0.2.7",
                code(type),
                language,
                "Firefox",
                "Linux");
    }

    private MailRequested stored(String content) {
        MailRequested request = new MailRequested(
                ids.next().toString(),
                "subject-1",
                JweKey.ofBase64(key).encrypt(content, "mail+jwe"),
                clock.instant().plus(Duration.ofMinutes(15)),
                clock.instant());
        Await.on(() -> store.add(request, clock.instant()));
        return request;
    }

    private static @Nullable String code(MailType type) {
        return type == MailType.ENROLMENT_CODE ? CODE : null;
    }

    private String text(MailContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Row row(MailRequested request) {
        return Await.on(() -> db.query(
                        "SELECT state, sealed, attempts, coalesce(last_error, '') AS error FROM mail_delivery"
                                + " WHERE request_id = '" + request.requestId() + "'")
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Row(
                        row.getString("state"),
                        row.getString("sealed") == null,
                        row.getInteger("attempts"),
                        row.getString("error"))));
    }
}
