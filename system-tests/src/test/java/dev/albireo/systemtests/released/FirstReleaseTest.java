package dev.albireo.systemtests.released;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Aside;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Drill;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.WebApp;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A failure means that a migration does not handle databases with rows. */
@DisplayName("The databases of the first usable state, with their rows, work with the current services")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Drill
class FirstReleaseTest {
    private final Release release = new Release("0.1.0-first");
    private final StackOptions options = Aside.options("first-release");
    private Stack stack;
    private URI edge;
    private Journey journey;
    private RelyingParty shop;

    @BeforeAll
    @SuppressWarnings("NullAway")
    void start() {
        release.putInto(options);
        stack = Stack.start(options, System.out::println);
        edge = stack.edgeUri();
        journey = new Journey(edge);
        shop = RelyingParty.known(edge, release.known("client.id"));
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void everybody_is_there_with_what_was_demanded_of_them() throws SQLException {
        assertThat(texts("credentials", "SELECT username || ' ' || requires_2fa FROM users ORDER BY 1"))
                .contains(release.known("username") + " true", release.known("plain.username") + " false");
        assertThat(texts("admin", "SELECT DISTINCT action FROM audit_record"))
                .contains("user.create", "user.two-factor-requirement");
    }

    @Test
    void password_and_passkey_lead_to_tokens() {
        Person person = journey.person();
        Pending pending = shop.request("openid profile email", Map.of());
        Answer login = person.follow(person.get(pending.uri()));
        Answer page = person.follow(journey.login(person, login, release.known("username")));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Answer proved = journey.secondFactor(person, page, release.passkey(edge));
        Answer tokens = shop.redeem(pending, journey.toCallback(person, journey.goOn(person, proved)));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        assertThat(RelyingParty.idToken(tokens).getClaim("acr")).isEqualTo("aal2");
    }

    @Test
    void an_account_of_then_takes_a_factor_of_now() {
        String name = release.known("plain.username");
        Person person = journey.person();
        assertThat(person.follow(journey.login(person, name)).status()).isEqualTo(200);
        Authenticator app = WebApp.enable(person, 0);
        Person again = journey.person();
        Answer page = again.follow(journey.login(again, name));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Answer in = new WebApp(edge, shop.clientId()).code(again, page, app.next(0));
        assertThat(in.uri().getPath()).isEqualTo("/account");
    }

    @Test
    void a_refresh_token_of_then_is_good_once_as_ever() {
        String old = release.known("refresh.token");
        Answer fresh = shop.refresh(edge, old);
        assertThat(fresh.status()).as(fresh.toString()).isEqualTo(200);
        Answer next = shop.refresh(edge, fresh.json().get("refresh_token").asText());
        assertThat(next.status()).as(next.toString()).isEqualTo(200);
        assertThat(shop.refresh(edge, old).status()).isEqualTo(400);
        assertThat(shop.refresh(edge, next.json().get("refresh_token").asText()).status())
                .as("the family ended with the replay")
                .isEqualTo(400);
    }

    private List<String> texts(String service, String sql) throws SQLException {
        Database database = stack.postgres().database(service);
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new java.util.ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
