package dev.albireo.credentials.recovery;

import static dev.albireo.testkit.JsonMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Recovery codes are stored only together with the notice that shows them")
class RecoveryNoticesTest {
    private static final String SETTINGS = "/auth/two-factor";
    private static final String ENABLE = "/auth/two-factor/enable";
    private static final String RENEW = "/account/recovery-codes";

    @Inject
    Given given;

    @Inject
    Pool db;

    @Inject
    FixedClock clock;

    @Test
    void enrolment_at_the_settings_stores_all_or_nothing() {
        Visit visit = Visit.of(given.user(false));
        String page = visit.get(ENABLE).asString();
        Map<String, String> form = Map.of("token", appOf(page).code(), "form_token", Visit.field(page, "form_token"));
        assertThat(withoutNotices(() -> visit.send(ENABLE, form)).statusCode()).isEqualTo(500);
        assertNothingStored(visit);
        assertThat(visit.send(ENABLE, form).header("Location")).isEqualTo(SETTINGS);
        assertShown(visit, SETTINGS);
    }

    @Test
    void enrolment_as_json_stores_all_or_nothing_and_a_lost_response_loses_no_codes() {
        Visit visit = Visit.of(given.user(false));
        Authenticator app =
                new Authenticator(JsonMember.<String>read(visit.json(ENABLE).asString(), "secretKey"), clock);
        Map<String, String> body = Map.of("token", app.code());
        assertThat(withoutNotices(() -> visit.postJson(ENABLE, body)).statusCode())
                .isEqualTo(500);
        assertNothingStored(visit);
        visit.postJson(ENABLE, body).then().statusCode(200);
        assertShown(visit, SETTINGS);
    }

    @Test
    void enrolment_during_a_sign_in_stores_all_or_nothing() {
        UserState user = given.user(true);
        Visit visit = Visit.of(user);
        String page = visit.get("/login/2fa?way=app").asString();
        Map<String, String> form = Map.of("token", appOf(page).code(), "form_token", Visit.field(page, "form_token"));
        assertThat(withoutNotices(() -> visit.send("/login/2fa", form)).statusCode())
                .isEqualTo(500);
        assertThat(stored(user, "recovery_code")).isZero();
        assertThat(stored(user, "totp")).isZero();
        assertThat(visit.send("/login/2fa", form).header("Location")).isEqualTo("/login/2fa");
        assertShown(visit, "/login/2fa");
    }

    @Test
    void renewal_keeps_the_old_codes_unless_the_new_ones_are_shown() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Authenticator app =
                new Authenticator(JsonMember.<String>read(visit.json(ENABLE).asString(), "secretKey"), clock);
        List<String> codes = JsonMember.read(
                visit.postJson(ENABLE, Map.of("token", app.code())).asString(), "recoveryCodes");
        visit.post(SETTINGS, RENEW + "/saved", Map.of("saved", "yes"));
        assertThat(withoutNotices(() -> visit.post(RENEW, Map.of())).statusCode())
                .isEqualTo(500);
        Visit next = Visit.of(user);
        assertThat(next.post("/login/2fa?way=recovery", "/login/2fa", Map.of("recovery_code", codes.getFirst()))
                        .header("Location"))
                .isEqualTo("/account");
        assertThat(visit.post(RENEW, Map.of()).header("Location")).isEqualTo(RENEW);
        assertShown(visit, RENEW);
    }

    private static void assertNothingStored(Visit visit) {
        visit.json(SETTINGS).then().body(member("enabled", is(false))).body(member("recoveryCodesLeft", is(0)));
    }

    private static void assertShown(Visit visit, String page) {
        assertThat(visit.get(page).asString()).contains("data-recovery-codes");
    }

    private Authenticator appOf(String page) {
        int at = page.indexOf(" id=\"secret\">") + 13;
        return new Authenticator(page.substring(at, page.indexOf('<', at)).replace(" ", ""), clock);
    }

    private long stored(UserState user, String table) {
        return Await.on(() -> db.query("SELECT count(*) FROM " + table + " WHERE subject = '" + user.subject() + "'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    /** Makes the database refuse each notice meanwhile. */
    private Response withoutNotices(Supplier<Response> work) {
        run(
                """
                CREATE FUNCTION refuse_notice() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN RAISE EXCEPTION ''notice refused''; END'
                """,
                "CREATE TRIGGER refuse_notice BEFORE INSERT OR UPDATE ON recovery_notice"
                        + " FOR EACH ROW EXECUTE FUNCTION refuse_notice()");
        try {
            return work.get();
        } finally {
            run("DROP TRIGGER refuse_notice ON recovery_notice", "DROP FUNCTION refuse_notice()");
        }
    }

    private void run(String... statements) {
        Stream.of(statements).forEach(sql -> Await.on(() -> db.query(sql).execute()));
    }
}
