package dev.albireo.credentials.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import dev.albireo.credentials.Given;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(OtherSettings.class)
@DisplayName("threats 11 and 38: many names from one network, without a lockout of users")
class PasswordSprayTest {
    private static final int NETWORK = OtherSettings.NETWORK;
    private static final String SPRAYER = "203.0.113.9";

    @Inject
    Given users;

    @Inject
    FixedClock clock;

    @BeforeEach
    void long_after_everything() {
        clock.advance(Duration.ofHours(3));
    }

    @Test
    void a_network_that_tries_name_after_name_is_stopped_and_told_until_when() {
        String known = users.user(false).username();
        for (int i = 0; i < NETWORK; i++) {
            assertThat(login(SPRAYER, users.newName(), "wrong").statusCode()).isEqualTo(401);
        }

        login(SPRAYER, users.newName(), "wrong").then().statusCode(429).header("Retry-After", "600");
        login("203.0.113.200", known, Given.PASSWORD).then().statusCode(429);
        login("198.51.100.1", known, Given.PASSWORD).then().statusCode(303);
        clock.advance(Duration.ofMinutes(10));
        login(SPRAYER, known, Given.PASSWORD).then().statusCode(303);
    }

    @Test
    void of_IPv6_64_bits_are_one_network() {
        for (int i = 0; i < NETWORK; i++) {
            assertThat(login("2001:db8:1:1::" + i, users.newName(), "wrong").statusCode())
                    .isEqualTo(401);
        }

        login("2001:db8:1:1:ffff::1", users.newName(), "wrong").then().statusCode(429);
        login("2001:db8:1:2::1", users.newName(), "wrong").then().statusCode(401);
    }

    @Test
    void right_ones_use_nothing_up() {
        String name = users.user(false).username();
        for (int i = 0; i < NETWORK + 5; i++) {
            login(SPRAYER, name, Given.PASSWORD).then().statusCode(303);
        }
    }

    @Test
    void a_browser_that_signed_in_before_keeps_its_own_budget() {
        String name = users.user(false).username();
        String device = login(SPRAYER, name, Given.PASSWORD)
                .then()
                .cookie("albireo-device", notNullValue())
                .extract()
                .cookie("albireo-device");
        for (int i = 0; i < NETWORK; i++) {
            login(SPRAYER, name, "wrong");
        }

        login(SPRAYER, name, Given.PASSWORD).then().statusCode(429);
        login(SPRAYER, name, Given.PASSWORD, device).then().statusCode(303);
        for (int i = 0; i < 10; i++) {
            login(SPRAYER, name, "wrong", device).then().statusCode(401);
        }
        login(SPRAYER, name, Given.PASSWORD, device).then().statusCode(429);
    }

    @Test
    void the_device_of_another_account_and_a_forged_one_are_not_known() {
        String name = users.user(false).username();
        String mine =
                login(SPRAYER, users.user(false).username(), Given.PASSWORD).cookie("albireo-device");
        for (int i = 0; i < 10; i++) {
            login(SPRAYER, name, "wrong", mine).then().statusCode(401);
        }

        login(SPRAYER, name, Given.PASSWORD, mine).then().statusCode(429);
        login(SPRAYER, name, Given.PASSWORD, "0".repeat(36) + "." + "y".repeat(43))
                .then()
                .statusCode(429);
        login(SPRAYER, name, Given.PASSWORD, "nonsense").then().statusCode(429);
    }

    @Test
    void passkey_sign_ins_that_are_begun_without_end_are_refused_by_network() {
        for (int i = 0; i < 20; i++) {
            begin("192.0.2.7").then().statusCode(200);
        }

        begin("192.0.2.8").then().statusCode(429).header("Retry-After", "600");
        begin("198.51.100.7").then().statusCode(200);
    }

    private static Response begin(String from) {
        return given().header("X-Forwarded-For", from)
                .contentType("application/json")
                .body("{}")
                .post("/webauthn/authenticate/start");
    }

    private static Response login(String from, String name, String password) {
        return login(from, name, password, "");
    }

    private static Response login(String from, String name, String password, String device) {
        return given().redirects()
                .follow(false)
                .header("X-Forwarded-For", from)
                .cookie("albireo-device", device)
                .formParam("username", name)
                .formParam("password", password)
                .post("/login");
    }
}
