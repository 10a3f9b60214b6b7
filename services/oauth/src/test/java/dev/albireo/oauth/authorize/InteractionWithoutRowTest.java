package dev.albireo.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.housekeeping.Housekeeping;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RawRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("An authorization request that no user has signed in to")
class InteractionWithoutRowTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int REQUESTS = 2_000;
    private static final Pattern TO_LOGIN = Pattern.compile("(?mi)^location: /login\\?");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String LONG_STATE = randomLooking(2000);

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @Inject
    Housekeeping housekeeping;

    private UserState user;
    private SessionState session;

    @BeforeEach
    void a_user_exists() {
        Browser known = stage.signIn("pwd");
        user = known.user();
        session = known.session();
    }

    @Test
    void two_thousand_of_them_leave_no_row() {
        App app = stage.register();
        long before = rows();
        AtomicInteger atLogin = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            IntStream.range(0, REQUESTS)
                    .forEach(number -> threads.execute(() -> {
                        String login = RawRequest.response(
                                RestAssured.port,
                                "GET " + stage.authorize(app, "state", "state-" + number)
                                        + " HTTP/1.1\r\nHost: localhost:" + RestAssured.port
                                        + "\r\nConnection: close\r\n\r\n");
                        atLogin.addAndGet(TO_LOGIN.matcher(login).find() ? 1 : 0);
                    }));
        }
        assertThat(atLogin).hasValue(REQUESTS);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void one_that_no_header_can_carry_leaves_a_row_that_goes_in_minutes() {
        App app = stage.register();
        long before = rows();
        for (int i = 0; i < 20; i++) {
            Response login = anonymous().get(stage.authorize(app, "state", LONG_STATE));
            assertThat(login.header("Location")).startsWith("/login?").hasSizeLessThan(3000);
        }
        assertThat(rows()).isEqualTo(before + 20);

        clock.advance(Duration.ofMinutes(16));
        housekeeping.run().await().atMost(LIMIT);

        assertThat(rows()).isLessThanOrEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 50})
    void arrives_at_its_application_however_long_the_login_page_was_open(int minutes) {
        App app = stage.register();
        Browser browser = anonymous();
        String back = back(browser.get(stage.authorize(app)));
        clock.advance(Duration.ofMinutes(minutes));
        housekeeping.run().await().atMost(LIMIT);

        assertThat(browser.get(back).header("Location")).startsWith("/login?");
        signIn(browser);
        Response consent = browser.get(back);
        assertThat(consent.header("Location")).startsWith("/consent?interaction=ia_");
        Response approved = stage.approve(browser, consent.header("Location"));

        assertThat(browser.get(approved.header("Location")).header("Location"))
                .startsWith(Stage.REDIRECT_URI + "?code=ac_")
                .contains("state=s");
    }

    @Test
    void of_a_long_one_too_if_its_user_signs_in_in_time() {
        App app = stage.register();
        Browser browser = anonymous();
        String back = back(browser.get(stage.authorize(app, "state", LONG_STATE)));
        clock.advance(Duration.ofMinutes(9));
        signIn(browser);
        Response consent = browser.get(back);
        clock.advance(Duration.ofMinutes(40));

        Response approved = stage.approve(browser, consent.header("Location"));

        assertThat(browser.get(approved.header("Location")).header("Location"))
                .startsWith(Stage.REDIRECT_URI + "?code=ac_")
                .contains("state=" + LONG_STATE);
    }

    @Test
    void belongs_to_the_browser_that_began_it() {
        Browser browser = anonymous();
        String back = back(browser.get(stage.authorize(stage.register())));
        Browser other = stage.signIn("pwd");
        other.get(stage.authorize(stage.register()));

        assertThat(other.get(back).statusCode()).isEqualTo(400);
        assertThat(anonymous().get(back).statusCode()).isEqualTo(400);
        assertThat(browser.get(back).statusCode()).isEqualTo(303);
    }

    @Test
    void is_over_after_its_time() {
        Browser browser = anonymous();
        String back = back(browser.get(stage.authorize(stage.register())));
        clock.advance(Duration.ofHours(1));

        assertThat(browser.get(back).statusCode()).isEqualTo(400);
    }

    @Test
    void cannot_be_changed_or_made_up() {
        Browser browser = anonymous();
        String back = back(browser.get(stage.authorize(stage.register())));
        char last = back.charAt(back.length() - 10);
        String changed =
                back.substring(0, back.length() - 10) + (last == 'A' ? 'B' : 'A') + back.substring(back.length() - 9);

        assertThat(browser.get(changed).statusCode()).isEqualTo(400);
        assertThat(browser.get("/authorize?interaction=si_").statusCode()).isEqualTo(400);
        assertThat(browser.get("/authorize?interaction=si_x.AAAA").statusCode()).isEqualTo(400);
        assertThat(browser.get(back.substring(0, back.indexOf('.') + 5)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void holds_nothing_that_can_be_read() {
        String back = back(anonymous().get(stage.authorize(stage.register(), "nonce", "a-secret-nonce")));

        assertThat(back).startsWith("/authorize?interaction=si_").doesNotContain("a-secret-nonce", "app.example");
    }

    @Test
    void is_completed_once_and_begins_anew_afterwards() {
        App app = stage.register();
        Browser browser = anonymous();
        String back = back(browser.get(stage.authorize(app, "prompt", "login")));
        clock.advance(Duration.ofSeconds(1));
        signIn(browser);
        Response consent = browser.get(back);
        Response approved = stage.approve(browser, consent.header("Location"));
        assertThat(browser.get(approved.header("Location")).header("Location")).contains("?code=ac_");
        clock.advance(Duration.ofSeconds(1));

        assertThat(browser.get(back).header("Location"))
                .as("prompt=login wants a login after the completion")
                .startsWith("/login?");
    }

    private void signIn(Browser browser) {
        Browser signedIn = stage.signIn("pwd");
        browser.jar().put("albireo-session", String.valueOf(signedIn.jar().get("albireo-session")));
    }

    private Browser anonymous() {
        return new Browser(new LinkedHashMap<>(), user, session);
    }

    private long rows() {
        return db.query("SELECT count(*) AS rows FROM interaction")
                .execute()
                .map(rows -> rows.iterator().next().getLong("rows"))
                .await()
                .atMost(LIMIT);
    }

    private static String back(Response login) {
        try {
            String token = Stage.query(login.header("Location")).get("interaction");
            return "/authorize?interaction="
                    + SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** Letters and digits that no compression shortens much. */
    private static String randomLooking(int length) {
        return new Random(1)
                .ints(length, 0, 62)
                .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                .collect(Collectors.joining());
    }
}
