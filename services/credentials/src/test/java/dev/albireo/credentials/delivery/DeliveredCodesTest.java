package dev.albireo.credentials.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.SignInDevice;
import dev.albireo.credentials.session.StartSession;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.OtpResultEvent.OtpDelivered;
import dev.albireo.events.OtpResultEvent.OtpDeliveryFailed;
import dev.albireo.events.UserState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.protocol.JweKey;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.BrowserCookies;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeliveredCodesTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String REQUESTED = "albireo.OtpDeliveryRequested.v1";
    private static final BrowserInfo BROWSER =
            new BrowserInfo(Optional.empty(), BrowserCookies.NONE, "test", "192.0.2.1", () -> true, SignInDevice.NONE);

    @Inject
    DeliveredCodes codes;

    @Inject
    OtpResultConsumer results;

    @Inject
    StartSession startSession;

    @Inject
    TotpEnrolments enrolments;

    @Inject
    Users users;

    @Inject
    Given given;

    @Inject
    TestTokens tokens;

    @Inject
    Outboxed outboxed;

    @Inject
    FixedClock clock;

    @Inject
    @ConfigProperty(name = "albireo.keys.delivery")
    String deliveryKey;

    @BeforeEach
    void codes_are_sent_by_webhook() {
        clock.advance(Duration.ofMinutes(2));
        admin().contentType(ContentType.JSON)
                .body("{\"default\":true,\"twoFactor\":{\"webhook\":{\"endpoint\":\"https://hooks.example.com/otp\"}}}")
                .put("/internal/resources/AuthConfig/delivering")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void and_no_longer() {
        admin().delete("/internal/resources/AuthConfig/delivering");
    }

    @Test
    void the_right_password_sends_the_code_that_the_application_shows() throws Exception {
        UserState user = withApplication();
        Given.login(user.username(), Given.PASSWORD).then().statusCode(303);
        JsonNode request = outboxed.last(REQUESTED, user.subject());
        assertThat(request.path("configId").asText()).isEqualTo("delivering");
        assertThat(message(user).path("token").asText()).isEqualTo(current(user));
        assertThat(message(user).at("/user/userName").asText()).isEqualTo(user.username());
    }

    @Test
    void no_other_user_gets_one() {
        UserState without = given.user(true);
        Given.login(without.username(), Given.PASSWORD);
        assertThat(outboxed.of(REQUESTED, without.subject())).isEmpty();
        UserState user = withApplication();
        Given.login(user.username(), "not the password").then().statusCode(401);
        assertThat(outboxed.of(REQUESTED, user.subject())).isEmpty();
        and_no_longer();
        Given.login(user.username(), Given.PASSWORD).then().statusCode(303);
        assertThat(outboxed.of(REQUESTED, user.subject())).isEmpty();
    }

    @Test
    void a_delivered_code_is_good_once_for_its_session_and_uses_the_applications_code_up() throws Exception {
        UserState user = withApplication();
        Authenticated authentication = sent(user);
        String code = message(user).path("token").asText();
        Authenticated elsewhere = session(user);
        assertThat(spend(elsewhere, code)).isFalse();
        assertThat(spend(authentication, "x" + code)).isFalse();
        assertThat(Await.inParallel(
                        20,
                        () -> codes.consume(
                                authentication.session().id(),
                                authentication.session().subject(),
                                code)))
                .filteredOn(won -> won)
                .hasSize(1);
        assertThat(Await.on(() -> enrolments.consume(authentication.session().subject(), code, Optional.empty())))
                .isFalse();
    }

    @Test
    void what_the_application_used_up_is_not_good_as_a_delivered_code() throws Exception {
        UserState user = withApplication();
        Authenticated authentication = sent(user);
        String code = message(user).path("token").asText();
        assertThat(Await.on(() -> enrolments.consume(authentication.session().subject(), code, Optional.empty())))
                .isTrue();
        assertThat(spend(authentication, code)).isFalse();
    }

    @Test
    void where_the_applications_code_was_used_a_chance_one_is_sent() throws Exception {
        UserState user = withApplication();
        String shown = current(user);
        UUID subject = UUID.fromString(user.subject());
        assertThat(Await.on(() -> enrolments.consume(subject, shown, Optional.empty())))
                .isTrue();
        Authenticated authentication = sent(user);
        String code = message(user).path("token").asText();
        assertThat(code).matches("[0-9]{6}");
        clock.advance(Duration.ofMinutes(4));
        assertThat(spend(authentication, code)).isTrue();
        assertThat(spend(authentication, code)).isFalse();
    }

    @Test
    void it_dies_after_five_minutes() throws Exception {
        UserState user = withApplication();
        Authenticated authentication = sent(user);
        String code = message(user).path("token").asText();
        clock.advance(Duration.ofMinutes(5));
        assertThat(spend(authentication, code)).isFalse();
        assertThat(status(authentication)).isEmpty();
    }

    @Test
    void another_one_voids_the_first_and_must_be_waited_for() throws Exception {
        UserState user = withApplication();
        Authenticated authentication = sent(user);
        String first = message(user).path("token").asText();
        assertThat(request(authentication)).isEqualTo(SendOtpResult.TOO_MANY);
        clock.advance(Duration.ofSeconds(30));
        assertThat(request(authentication)).isEqualTo(SendOtpResult.SENT);
        assertThat(spend(authentication, first)).isFalse();
        assertThat(spend(authentication, message(user).path("token").asText())).isTrue();
    }

    @Test
    void five_an_hour_are_sent_to_a_person() {
        UserState user = withApplication();
        for (int i = 0; i < 5; i++) {
            assertThat(request(session(user))).isEqualTo(SendOtpResult.SENT);
        }
        assertThat(request(session(user))).isEqualTo(SendOtpResult.TOO_MANY);
        clock.advance(Duration.ofHours(1));
        assertThat(request(session(user))).isEqualTo(SendOtpResult.SENT);
    }

    @Test
    void users_with_one_phone_number_share_its_ten_an_hour_and_another_number_has_its_own() {
        clock.advance(Duration.ofHours(1));
        for (String submitted : List.of("+41 44 111 22 33", "+41441112233")) {
            UserState user = withApplication(Map.of("phone_number", submitted));
            for (int i = 0; i < 5; i++) {
                assertThat(request(session(user))).isEqualTo(SendOtpResult.SENT);
            }
        }
        UserState third = withApplication(Map.of("phone_number", "+41-44-111-22-33"));

        assertThat(request(session(third))).isEqualTo(SendOtpResult.TOO_MANY);
        sent(withApplication(Map.of("phone_number", "+41441112234")));
        clock.advance(Duration.ofHours(1));
        sent(third);
    }

    @Test
    void an_office_behind_one_address_is_served() {
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 12; i++) {
            UserState user = withApplication(Map.of("phone_number", "+4144555000" + i));
            for (int j = 0; j < 5; j++) {
                sent(user);
            }
        }
    }

    @Test
    void the_page_is_told_what_became_of_it() {
        UserState user = withApplication();
        Authenticated authentication = sent(user);
        String id = outboxed.last(REQUESTED, user.subject()).path("requestId").asText();
        assertThat(view(authentication)).isEqualTo(new DeliveryView(true, "on-its-way", 30, "/here", ""));
        Await.on(() -> results.note(new OtpDeliveryFailed(id, user.subject(), "timeout", false, clock.instant())));
        assertThat(view(authentication).state()).isEqualTo("trying");
        Await.on(() -> results.note(new OtpDeliveryFailed(id, user.subject(), "timeout", true, clock.instant())));
        assertThat(view(authentication).state()).isEqualTo("failed");
        Await.on(() -> results.note(new OtpDelivered(id, user.subject(), clock.instant())));
        Await.on(() -> results.note(new OtpDeliveryFailed(id, user.subject(), "late", true, clock.instant())));
        Await.on(() -> results.note(new OtpDelivered("not an id", user.subject(), clock.instant())));
        clock.advance(Duration.ofSeconds(40));
        assertThat(view(authentication)).isEqualTo(new DeliveryView(true, "delivered", 0, "/here", ""));
    }

    @Test
    void it_dies_with_the_application() throws Exception {
        UserState user = withApplication();
        UUID subject = UUID.fromString(user.subject());
        String shown = current(user);
        Await.on(() -> enrolments.consume(subject, shown, Optional.empty()));
        Authenticated authentication = sent(user);
        String code = message(user).path("token").asText();
        clock.advance(Duration.ofSeconds(1));
        Await.on(() -> Panache.withTransaction(() -> enrolments.remove(subject)));
        assertThat(spend(authentication, code)).isFalse();
        Await.on(() -> Panache.withTransaction(() -> enrolments.set(subject, SECRET)));
        assertThat(spend(authentication, code)).isFalse();
    }

    @Test
    void the_page_shows_it_takes_it_and_sends_another_one() throws Exception {
        UserState user = withApplication();
        String cookie = Given.session(user);
        String page = page(cookie).asString();
        assertThat(page).contains("We&#39;re sending you a code.").contains("data-resend-in=\"30\"");
        form(cookie, "resend", "1").then().statusCode(429).header("Retry-After", "30");
        clock.advance(Duration.ofSeconds(90));
        assertThat(form(cookie, "resend", "1").header("Location")).isEqualTo("/login/2fa?way=code");
        clock.advance(Duration.ofMinutes(2));
        Response response = form(cookie, "token", message(user).path("token").asText());
        assertThat(response.header("Location")).isEqualTo("/account");
    }

    private static Response page(String cookie) {
        return given().redirects()
                .follow(false)
                .cookie("albireo-session", cookie)
                .get("/login/2fa?way=code");
    }

    private static Response form(String cookie, String field, String value) {
        String page = page(cookie).asString();
        String token = page.substring(page.indexOf("name=\"form_token\" value=\"") + 25);
        return given().redirects()
                .follow(false)
                .cookie("albireo-session", cookie)
                .header("Origin", PostgresResource.ISSUER)
                .formParam("form_token", token.substring(0, token.indexOf('"')))
                .formParam(field, value)
                .post("/login/2fa");
    }

    private UserState withApplication() {
        return withApplication(Map.of());
    }

    private UserState withApplication(Map<String, Object> claims) {
        UUID subject = UUID.fromString(given.user(claims).subject());
        return Await.on(() -> Panache.withTransaction(
                () -> enrolments.set(subject, SECRET).chain(() -> users.switchTotp(subject, true))));
    }

    private Authenticated sent(UserState user) {
        Authenticated authentication = session(user);
        assertThat(request(authentication)).isEqualTo(SendOtpResult.SENT);
        return authentication;
    }

    private Authenticated session(UserState user) {
        return Await.on(() ->
                        startSession.start(user, new Proof(AuthenticationMethod.PASSWORD, clock.instant()), BROWSER))
                .authentication();
    }

    private SendOtpResult request(Authenticated authentication) {
        return Await.on(() -> codes.request(authentication, Optional.empty(), BROWSER));
    }

    private boolean spend(Authenticated authentication, String submitted) {
        return Await.on(() -> codes.consume(
                authentication.session().id(), authentication.session().subject(), submitted));
    }

    private Optional<DeliveryStatus> status(Authenticated authentication) {
        return Await.on(() ->
                codes.of(authentication.session().id(), authentication.session().subject()));
    }

    private DeliveryView view(Authenticated authentication) {
        return Await.on(() -> codes.view(authentication, Optional.empty(), "/here"));
    }

    private String current(UserState user) {
        return Await.on(() -> enrolments.current(UUID.fromString(user.subject()), clock.instant()))
                .orElseThrow()
                .code();
    }

    /** Returns what the webhooks service posts for the last code. */
    private JsonNode message(UserState user) throws Exception {
        List<JsonNode> requests = outboxed.of(REQUESTED, user.subject());
        String encrypted = requests.getLast().path("sealed").asText();
        return new ObjectMapper().readTree(JweKey.ofBase64(deliveryKey).decrypt(encrypted, "otp+jwe"));
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator());
    }
}
