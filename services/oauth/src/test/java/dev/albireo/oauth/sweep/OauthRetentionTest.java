package dev.albireo.oauth.sweep;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.housekeeping.Housekeeping;
import dev.albireo.housekeeping.RetentionRule;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.testkit.CleanedTables;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OauthRetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Housekeeping house;

    @Inject
    OauthRetention sweep;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void it_takes_what_is_over_and_nothing_else() {
        App app = stage.register();
        Browser old = stage.signIn("pwd");
        stage.redeem(app, stage.code(app, old, "openid offline_access"));
        clock.advance(Duration.ofDays(40));
        Browser live = stage.signIn("pwd");
        String token = JsonMember.read(
                stage.redeem(app, stage.code(app, live, "openid offline_access"))
                        .asString(),
                "refresh_token");

        assertThat(sweep()).isPositive();
        assertThat(sweep()).as("one run takes all of it").isZero();
        stage.refresh(app, token).then().statusCode(200);
        assertThat(meters.counter("albireo.housekeeping.deleted", "table", "session")
                        .count())
                .isPositive();
    }

    @Test
    void a_device_code_without_approval_is_deleted_after_it_expired() {
        Response registered = given().contentType(ContentType.JSON)
                .body(Map.of("grant_types", List.of(GrantSettings.DEVICE_CODE), "scope", "openid"))
                .post("/connect/register");
        App device = new App(
                JsonMember.read(registered.asString(), "client_id"),
                JsonMember.read(registered.asString(), "client_secret"));
        String code = JsonMember.read(
                stage.token(device).post("/device_authorization").asString(), "device_code");
        clock.advance(Duration.ofHours(1));
        assertThat(poll(device, code)).isEqualTo("expired_token");

        sweep();
        assertThat(poll(device, code))
                .as("the device may still ask for the reason")
                .isEqualTo("expired_token");

        clock.advance(Duration.ofDays(1));
        sweep();
        assertThat(poll(device, code)).isEqualTo("invalid_grant");
    }

    @Test
    void every_table_is_cleaned_by_an_index_and_so_is_what_goes_with_it() throws SQLException {
        assertThat(CleanedTables.objections(
                        database,
                        sweep.leftovers().stream()
                                .collect(Collectors.toMap(RetentionRule::table, RetentionRule::statement))))
                .isEmpty();
    }

    private String poll(App device, String code) {
        return JsonMember.read(
                stage.token(device)
                        .formParam("grant_type", GrantSettings.DEVICE_CODE)
                        .formParam("device_code", code)
                        .post("/token")
                        .asString(),
                "error");
    }

    private long sweep() {
        return house.run().await().atMost(LIMIT);
    }
}
