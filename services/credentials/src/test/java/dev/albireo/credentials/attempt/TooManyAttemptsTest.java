package dev.albireo.credentials.attempt;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.ShippedClasses;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The resend of a code is tried in DeliveredCodesTest, whose webhook it needs. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(TooManyAttemptsTest.Limited.class)
@DisplayName("RFC 6585 section 4: every limit on attempts answers 429 with Retry-After")
class TooManyAttemptsTest {
    private static final String ENABLE = "/auth/two-factor/enable";
    private static final String DISABLE = "/auth/two-factor/disable";
    private static final String DEFAULT = "60";
    private static final int MORE_THAN_ANY_BUDGET = 30;

    /** The limits of the account are reached before those of the session, except for passkeys. */
    public static class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "albireo.registration-page.mode", "open",
                    "albireo.attempts.registration", "2",
                    "albireo.attempts.network", "20",
                    "albireo.attempts.ceremonies", "2",
                    "albireo.attempts.passkey-per-session", "2",
                    "albireo.attempts.second-factor-per-session", "4",
                    "albireo.attempts.second-factor-per-account", "3",
                    "albireo.attempts.second-factor-window", "PT20M");
        }
    }

    @Inject
    Given users;

    @Inject
    Pool db;

    @Inject
    FixedClock clock;

    @BeforeEach
    void long_after_everything() {
        clock.advance(Duration.ofDays(2));
    }

    @Test
    void all_that_count_attempts_are_tried_here() {
        Set<String> counting =
                ShippedClasses.below("dev.albireo.credentials").get(Attempts.class).getAccessesToSelf().stream()
                        .filter(access -> Set.of("reserve", "tryReserve").contains(access.getName()))
                        .map(JavaAccess::getOriginOwner)
                        .filter(owner -> !owner.isEquivalentTo(Attempts.class))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());
        assertThat(counting)
                .containsExactlyInAnyOrder(
                        "PasswordSignIn",
                        "VerifyPassword",
                        "CodeVerification",
                        "ChangePassword",
                        "DeliveredCodes",
                        "UserRegistration",
                        "RegisterWithPasskey",
                        "RequestEmailVerification",
                        "RequestFactorReset",
                        "ResetRequests",
                        "SendRegistrationLink",
                        "MailRequests",
                        "CreateFirstAdministrator",
                        "AuthenticateByPasskey",
                        "VerifyPasskey");
    }

    @Test
    void login() {
        String name = users.user(false).username();
        refused("300", () -> Given.login(name, "wrong"));
    }

    @Test
    void a_code_at_the_second_factor() {
        UserState user = users.user(false);
        enabled(Visit.of(user));
        Visit guesser = Visit.of(user);
        refused("1200", () -> guesser.post("/login/2fa", Map.of("token", "000000")));
        refused("1200", () -> guesser.post("/login/2fa?way=recovery", "/login/2fa", Map.of("recovery_code", "x")));
    }

    @Test
    void a_password_as_further_proof() {
        Visit visit = Visit.of(users.user(false));
        refused("1200", () -> visit.post("/account/confirm", Map.of("password", "wrong")));
    }

    @Test
    void a_code_as_further_proof() {
        Visit visit = Visit.of(users.user(false));
        enabled(visit);
        refused("1200", () -> visit.post("/account/confirm", Map.of("token", "000000")));
    }

    @Test
    void the_current_password_at_its_change() {
        Visit visit = Visit.of(users.user(false));
        refused(
                "1200",
                () -> visit.post("/account/password", Map.of("current", "wrong", "password", "another long one")));
    }

    @Test
    void disabling_the_application() {
        Visit visit = Visit.of(users.user(false));
        enabled(visit);
        refused("1200", () -> visit.post(DISABLE, Map.of("token", "000000")));
        refused("1200", () -> visit.postJson(DISABLE, Map.of("token", "000000")));
    }

    /** Where a link is sent, the same budget counts: RegistrationByMailTest. */
    @Test
    void registration() {
        refused("3600", () -> {
            Map<String, String> form = Map.of("username", users.newName(), "password", Given.PASSWORD);
            return Visit.anonymous().send("/register", form);
        });
    }

    /** With a link, which is limited itself, the budget of ceremonies counts. */
    @Test
    void registration_with_a_passkey() {
        refused(
                "3600",
                () -> given().contentType("application/json")
                        .body(Map.of("username", users.newName()))
                        .post("/webauthn/new-account/start"));
    }

    @Test
    void a_link_to_an_email_address() {
        Visit visit = Visit.of(users.user(false));
        refused("3600", () -> visit.post("/account/email", Map.of("email", users.newName() + "@example.com")));
    }

    @Test
    void a_removal_of_the_second_factors() {
        UserState user = users.reachable(false);
        enabled(Visit.of(user));
        Visit visit = Visit.of(user);
        refused("86400", () -> {
            Await.on(() -> db.query("DELETE FROM factor_reset").execute());
            return visit.post("/login/2fa", "/login/2fa/reset", Map.of());
        });
    }

    /** The limits of a user and of an address change no response, which would tell that there is an account: PasswordResetTest. */
    @Test
    void a_forgotten_password() {
        refused("600", () -> Visit.anonymous().send("/login/forgot", Map.of("username", "unknown")));
    }

    @Test
    void the_code_of_the_first_administrator() {
        refused("3600", () -> {
            Map<String, String> form = Map.of("code", "bs_x", "username", users.newName(), "password", Given.PASSWORD);
            return Visit.anonymous().send("/account/bootstrap", form);
        });
    }

    @Test
    void starting_a_passkey_sign_in() {
        refused("600", () -> given().contentType("application/json").body("{}").post("/webauthn/authenticate/start"));
    }

    @Test
    void a_passkey_as_second_factor_is_limited_in_the_session_alone() {
        Visit visit = Visit.of(users.user(false));
        refused(DEFAULT, () -> visit.postJson("/webauthn/2fa/finish", Map.of("credential", assertion())));
    }

    private static void refused(String wait, Supplier<Response> attempt) {
        Response last = attempt.get();
        for (int tried = 1; last.statusCode() != 429 && tried < MORE_THAN_ANY_BUDGET; tried++) {
            assertThat(last.statusCode()).as(last.asString()).isLessThan(500);
            last = attempt.get();
        }
        last.then().statusCode(429).header("Retry-After", wait);
    }

    private void enabled(Visit visit) {
        String secret = JsonMember.read(visit.json(ENABLE).asString(), "secretKey");
        visit.postJson(ENABLE, Map.of("token", new Authenticator(secret, clock).code()))
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> assertion() {
        String client = "{\"type\":\"webauthn.get\",\"challenge\":\"AAAA\",\"origin\":\"https://login.example\"}";
        Map<String, String> response = Map.of(
                "authenticatorData", base64(new byte[37]),
                "clientDataJSON", base64(client.getBytes(UTF_8)),
                "signature", base64(new byte[8]));
        return Map.of(
                "id", base64(new byte[16]),
                "rawId", base64(new byte[16]),
                "type", "public-key",
                "response", response,
                "clientExtensionResults", Map.of());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
