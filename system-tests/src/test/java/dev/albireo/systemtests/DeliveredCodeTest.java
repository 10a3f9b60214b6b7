package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Receiver;
import dev.albireo.systemtests.support.Receiver.Delivery;
import dev.albireo.systemtests.support.Receiver.Manner;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.Secrets;
import dev.albireo.systemtests.support.WebApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Codes delivered by webhook, group E of the reference's checks")
@ConcurrentJourneys
class DeliveredCodeTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    /** A page never takes longer than this, whatever the receiver does; ten times the usual time. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final String TEST_KEY = "whsec_"
            + Base64.getEncoder().encodeToString("a signing key of thirty-two byte".getBytes(StandardCharsets.UTF_8));

    private final Journey journey = Running.journey();
    private final Resources resources = Running.resources();
    private final String config = "delivering-" + UUID.randomUUID();
    private final String header = Secrets.remember("Basic " + UUID.randomUUID());
    private final Receiver receiver = new Receiver();
    private WebApp app = WebApp.seed();

    @BeforeEach
    void configure() {
        Secrets.remember(TEST_KEY);
        declare(Map.of("endpoint", receiver.uri().toString(), "timeout", 500));
        app = WebApp.like(Map.of("auth_config", config));
    }

    @AfterEach
    void close() {
        receiver.close();
        resources.delete("AuthConfig/" + config);
    }

    @Test
    void E1_and_E2_one_signed_request_brings_the_code_that_completes_the_login() throws Exception {
        String id = enrolled().id();
        resources.patch(
                "User/" + id,
                Map.of(
                        "email",
                        id + "@example.com",
                        "emailVerified",
                        true,
                        "phoneNumber",
                        "+33123456",
                        "twoFactor",
                        Map.of("transport", "sms")));
        Person person = journey.person();
        Answer page = app.signIn(person, id);
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Delivery delivery = delivered(id, 1);
        assertThat(delivery.method()).isEqualTo("POST");
        assertThat(delivery.header("Content-Type")).isEqualTo("application/json");
        assertThat(delivery.header("Authorization")).isEqualTo(header);
        assertThat(delivery.header("X-Test")).isEqualTo("1");
        JsonNode user = delivery.json().get("user");
        assertThat(user.get("resourceType").asText()).isEqualTo("User");
        assertThat(user.get("email").asText()).isEqualTo(id + "@example.com");
        assertThat(user.get("phoneNumber").asText()).isEqualTo("+33123456");
        assertThat(user.get("userName").asText()).isEqualTo(id);
        assertThat(user.at("/twoFactor/transport").asText()).isEqualTo("sms");
        assertThat(delivery.json().get("token").isTextual()).isTrue();
        assertThat(delivery.code()).matches("\\d{6}");
        assertThat(delivery.body()).doesNotContain("password").doesNotContain("secretKey");
        assertThat(delivery.header("webhook-signature")).isEqualTo(signature(delivery));
        assertThat(Math.abs(Instant.now().getEpochSecond() - Long.parseLong(delivery.header("webhook-timestamp"))))
                .isLessThan(60);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(person.get(page.uri()).page().text()).contains("sent you a code"));
        assertThat(app.arrived(app.code(person, page, delivery.code()))).isTrue();
        assertThat(receiver.to(id)).hasSize(1);
    }

    @Test
    void the_authenticator_application_is_always_accepted_as_well() {
        Enrolled enrolled = enrolled();
        Person person = journey.person();
        Answer page = app.signIn(person, enrolled.id());
        delivered(enrolled.id(), 1);
        assertThat(app.arrived(app.code(person, page, enrolled.phone().next(1))))
                .isTrue();
    }

    @Test
    void a_delivered_code_is_good_for_its_own_login_and_once() {
        String id = enrolled().id();
        Authenticator.awaitRoomInStep();
        Person first = journey.person();
        Answer firstPage = app.signIn(first, id);
        String code = delivered(id, 1).code();
        assertThat(app.arrived(app.code(first, firstPage, code))).isTrue();

        Person second = journey.person();
        Answer secondPage = app.signIn(second, id);
        String other = delivered(id, 2).code();
        assertThat(other).as("the step was used, so this one is random").isNotEqualTo(code);
        Person third = journey.person();
        Answer thirdPage = app.signIn(third, id);
        assertThat(app.arrived(app.code(third, thirdPage, other)))
                .as("another login")
                .isFalse();
        assertThat(app.arrived(app.code(second, secondPage, other))).isTrue();
    }

    @Test
    void E3_nothing_is_sent_for_a_wrong_password_without_TOTP_or_from_the_settings() {
        Enrolled enrolled = enrolled();
        String plain = WebApp.newUser();
        Person person = journey.person();
        person.submit(app.begin(person), "/login", Map.of("username", enrolled.id(), "password", "wrong password"));
        app.signIn(journey.person(), plain);
        enrolled.person().get("/auth/two-factor/disable");
        enrolled.person().get("/auth/two-factor");
        app.signIn(journey.person(), enrolled.id());
        delivered(enrolled.id(), 1);
        assertThat(receiver.deliveries()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"SLOW", "FAILING", "REDIRECTING", "ENDLESS"})
    void E4_the_page_waits_for_no_receiver_and_says_what_became_of_the_code(Manner manner) {
        receiver.behave(manner);
        Enrolled enrolled = enrolled();
        Person person = journey.person();
        Answer login = app.begin(person);
        Instant before = Instant.now();
        Answer page = app.password(person, login, enrolled.id());
        assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
        assertThat(page.status()).isEqualTo(200);
        delivered(enrolled.id(), 1);
        String says = manner == Manner.ENDLESS ? "sent you a code" : "couldn't send the code";
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(person.get(page.uri()).page().text()).contains(says));
        assertThat(receiver.strays()).isEmpty();
        assertThat(app.arrived(app.code(person, page, enrolled.phone().next(1))))
                .isTrue();
    }

    @Test
    void E4_a_receiver_that_is_gone_changes_nothing_for_who_has_the_application() {
        receiver.close();
        Enrolled enrolled = enrolled();
        Person person = journey.person();
        Answer page = app.signIn(person, enrolled.id());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(person.get(page.uri()).page().text()).contains("couldn't send the code"));
        assertThat(app.arrived(app.code(person, page, enrolled.phone().next(1))))
                .isTrue();
    }

    @Test
    void a_repeat_has_the_same_id_and_the_same_code() {
        receiver.behave(Manner.FAILING);
        String id = enrolled().id();
        Person person = journey.person();
        Answer page = app.signIn(person, id);
        Delivery first = delivered(id, 1);
        receiver.behave(Manner.GOOD);
        Delivery second = delivered(id, 2);
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(second.code()).isEqualTo(first.code());
        assertThat(app.arrived(app.code(person, page, second.code()))).isTrue();
    }

    @Test
    void E5_a_resend_is_a_new_request_and_bounded() {
        String id = enrolled().id();
        Person person = journey.person();
        Answer page = app.signIn(person, id);
        delivered(id, 1);
        Answer early = resend(person, page);
        assertThat(early.status()).as(early.toString()).isIn(303, 429);
        assertThat(receiver.to(id)).as("not twice within seconds").hasSize(1);
    }

    @Test
    void E6_a_changed_endpoint_holds_for_the_next_login_and_none_means_no_call() {
        String id = enrolled().id();
        try (Receiver other = new Receiver()) {
            declare(Map.of("endpoint", other.uri().toString()));
            app.signIn(journey.person(), id);
            await().atMost(SOON).until(() -> other.to(id).size() == 1);
            assertThat(receiver.deliveries()).isEmpty();
            resources.declare("AuthConfig/" + config, Map.of("twoFactor", Map.of("issuerName", "quiet")));
            Answer page = app.signIn(journey.person(), id);
            assertThat(page.page().text()).doesNotContain("sending you a code").doesNotContain("sent you a code");
            assertThat(other.to(id)).hasSize(1);
        }
    }

    @Test
    void an_address_that_is_not_this_machine_is_never_called_in_development() {
        declare(Map.of("endpoint", "https://my-app.com"));
        Enrolled enrolled = enrolled();
        Person person = journey.person();
        Answer page = app.signIn(person, enrolled.id());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(person.get(page.uri()).page().text()).contains("couldn't send the code"));
    }

    private record Enrolled(String id, Person person, Authenticator phone) {}

    /** Returns a user whose application was enrolled a step ago, so that the current step's code is still unused. */
    private Enrolled enrolled() {
        String id = WebApp.newUser();
        Person person = journey.person();
        person.submit(person.get("/login"), "/login", Map.of("username", id, "password", WebApp.PASSWORD));
        return new Enrolled(id, person, WebApp.enable(person, 3));
    }

    private void declare(Map<String, ?> webhook) {
        Map<String, Object> all = new LinkedHashMap<>(webhook);
        all.put("headers", Map.of("Authorization", header, "X-Test", "1"));
        all.put("secret", TEST_KEY);
        resources.declare(
                "AuthConfig/" + config,
                Map.of("twoFactor", Map.of("issuerName", "tests", "validPastTokensCount", 3, "webhook", all)));
    }

    private Delivery delivered(String id, int count) {
        await().atMost(SOON).until(() -> receiver.to(id).size() >= count);
        List<Delivery> all = receiver.to(id);
        assertThat(all).hasSize(count);
        return all.getLast();
    }

    private static Answer resend(Person person, Answer page) {
        return person.submit(page, "/login/2fa", Map.of("resend", "1"));
    }

    /** Standard Webhooks, by hand. */
    private static String signature(Delivery delivery) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(TEST_KEY.substring("whsec_".length())), "HmacSHA256"));
        String signed =
                delivery.header("webhook-id") + "." + delivery.header("webhook-timestamp") + "." + delivery.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
