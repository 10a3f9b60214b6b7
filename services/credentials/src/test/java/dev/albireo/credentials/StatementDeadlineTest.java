package dev.albireo.credentials;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.albireo.events.UserState;
import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.PostgresResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Threats, rule 37. More requests wait than the pool has connections. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ShortDeadline.class)
@DisplayName("A statement that waits for a lock ends at its deadline: 503, and the connection is back in the pool")
class StatementDeadlineTest {
    private static final int AT_ONCE = 8;
    private static final String PAUSE = "SELECT pg_sleep(0.8)::text";

    @Inject
    AgroalDataSource database;

    @Inject
    Given users;

    @Test
    void in_a_transaction_of_Panache() throws SQLException {
        UserState user = users.user(false);
        String session = Given.session(user);
        Supplier<Response> remove =
                () -> given().cookie("albireo-session", session).delete("/account/passkeys/unknown");

        List<Response> locked =
                whileLocked("SELECT 1 FROM users WHERE subject = '" + user.subject() + "' FOR UPDATE", remove);

        assertThat(locked).allSatisfy(StatementDeadlineTest::isUnavailable);
        assertThat(atOnce(remove)).extracting(Response::statusCode).containsOnly(404);
    }

    @Test
    void in_a_statement_of_its_own() throws SQLException {
        UserState user = users.user(false);
        Supplier<Response> login = () -> Given.login(user.username(), Given.PASSWORD);

        List<Response> locked = whileLocked("LOCK TABLE attempt_budget IN ACCESS EXCLUSIVE MODE", login);

        assertThat(locked).allSatisfy(StatementDeadlineTest::isUnavailable);
        assertThat(atOnce(login)).extracting(Response::statusCode).containsOnly(303);
    }

    @Test
    void in_a_transaction_of_many_statements() {
        Supplier<Uni<String>> many = () -> Panache.withTransaction(() -> Panache.getSession()
                .chain(hibernate -> hibernate
                        .createNativeQuery(PAUSE, String.class)
                        .getSingleResult()
                        .repeat()
                        .atMost(10)
                        .collect()
                        .last()));

        List<Throwable> ended = InParallel.all(
                ShortDeadline.POOL + 1,
                Stream.generate(() -> many)
                        .limit(ShortDeadline.POOL + 1)
                        .map(run -> () -> catchThrowable(() -> Await.on(run))));

        assertThat(ended).allSatisfy(failure -> assertThat(failure.toString()).containsIgnoringCase("closed"));
        assertThat(Given.login(users.newName(), Given.PASSWORD).statusCode()).isEqualTo(401);
    }

    private static void isUnavailable(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("2");
    }

    private List<Response> whileLocked(String lock, Supplier<Response> request) throws SQLException {
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lock);
            List<Response> answers = atOnce(request);
            holder.rollback();
            holder.setAutoCommit(true);
            return answers;
        }
    }

    private static List<Response> atOnce(Supplier<Response> request) {
        return InParallel.all(AT_ONCE, IntStream.range(0, AT_ONCE).mapToObj(i -> (Callable<Response>) request::get));
    }
}
