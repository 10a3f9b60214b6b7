package dev.albireo.credentials.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.user.LoginIdentifier.LoginIdentifierType;
import dev.albireo.protocol.Sha256;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.sql.Tx;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Entities and SQL share the transaction of a Hibernate session")
class PanacheConnectionTest {
    private static final String TRANSPORT = "SELECT otp_transport FROM users WHERE subject = $1";
    private static final String NAMES = "SELECT name FROM login_identifier WHERE name = ANY ($1)";
    private static final String ADD_CODE =
            "INSERT INTO recovery_code (subject, hash, created_at) VALUES ($1, $2, now())";
    private static final String CODES = "SELECT count(*) AS codes FROM recovery_code WHERE subject = $1";

    @Inject
    Given given;

    @Inject
    UserStore users;

    @Inject
    Pool db;

    private UUID subject;

    @BeforeEach
    void a_user() {
        subject = newUser();
    }

    @Test
    void sql_sees_the_changes_of_an_entity() {
        String seen = inTransaction(session ->
                user(session).invoke(user -> user.otpTransport = "new").chain(() -> transport(Tx.of(session))));

        assertThat(seen).isEqualTo("new");
    }

    @Test
    void sql_sees_inserts_that_a_batch_delays() {
        List<LoginIdentifier> names = Stream.of("a", "b", "c")
                .map(letter -> new LoginIdentifier(
                        new LoginName(letter + "-" + given.newId()), newUser(), LoginIdentifierType.EMAIL))
                .toList();

        String[] wanted = names.stream().map(name -> name.name).toArray(String[]::new);

        List<String> seen = inTransaction(session -> session.setBatchSize(20)
                .persistAll(names.toArray())
                .chain(() -> Tx.of(session).execute(NAMES, SqlParameters.of(wanted)))
                .map(rows -> Rows.list(rows, row -> row.getString("name"))));

        assertThat(seen).containsExactlyInAnyOrder(wanted);
    }

    @Test
    void an_entity_sees_the_changes_of_sql() {
        String seen = inTransaction(session -> Tx.of(session)
                .execute("UPDATE users SET otp_transport = 'sql' WHERE subject = $1", SqlParameters.of(subject))
                .chain(() -> user(session))
                .map(user -> user.otpTransport));

        assertThat(seen).isEqualTo("sql");
    }

    @Test
    void both_roll_back_together() {
        assertThatThrownBy(() -> inTransaction(session -> user(session)
                        .invoke(user -> user.otpTransport = "undone")
                        .chain(() -> Tx.of(session).execute(ADD_CODE, code("one")))
                        .chain(() -> codes(Tx.of(session)))
                        .invoke(codes -> assertThat(codes).isEqualTo(1))
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back")))))
                .hasMessage("rolled back");

        assertThat(Await.on(() -> transport(Tx.of(db)))).isNull();
        assertThat(Await.on(() -> codes(Tx.of(db)))).isZero();
    }

    @Test
    void an_error_of_sql_rolls_the_entity_back() {
        assertThatThrownBy(() -> inTransaction(session -> user(session)
                        .invoke(user -> user.otpTransport = "undone")
                        .chain(() -> Tx.of(session).executeBatch(ADD_CODE, List.of(code("same"), code("same"))))))
                .isInstanceOf(ConstraintViolationException.class);

        assertThat(Await.on(() -> transport(Tx.of(db)))).isNull();
        assertThat(Await.on(() -> codes(Tx.of(db)))).isZero();
    }

    @Test
    void parallel_transactions_have_a_connection_each() throws Exception {
        int version = inTransaction(session -> user(session).map(user -> user.version));

        Await.inParallel(
                30,
                () -> Panache.withTransaction(() -> users.locked(subject)
                        .invoke(user -> user.orElseThrow().version++)
                        .chain(Panache::getSession)
                        .chain(session -> Tx.of(session).execute(ADD_CODE, code(given.newId())))
                        .chain(() -> Uni.createFrom().item(true))));

        assertThat(Await.on(() -> codes(Tx.of(db)))).isEqualTo(30);
        int increased = inTransaction(session -> user(session).map(user -> user.version));
        assertThat(increased).isEqualTo(version + 30);
    }

    @Test
    void there_is_no_sql_of_a_session_outside_a_transaction() {
        assertThatThrownBy(() -> Await.on(() ->
                        Panache.withSession(() -> Panache.getSession().chain(session -> transport(Tx.of(session))))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    private UUID newUser() {
        return UUID.fromString(given.user(false).subject());
    }

    private Tuple code(String text) {
        return SqlParameters.of(subject, Sha256.of(text));
    }

    private Uni<UserEntity> user(Mutiny.Session session) {
        return session.find(UserEntity.class, subject);
    }

    private Uni<String> transport(Tx tx) {
        return tx.execute(TRANSPORT, SqlParameters.of(subject))
                .map(rows -> Rows.only(rows, row -> row.getString("otp_transport")));
    }

    private Uni<Long> codes(Tx tx) {
        return tx.execute(CODES, SqlParameters.of(subject)).map(rows -> Rows.only(rows, row -> row.getLong("codes")));
    }

    private static <T> T inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return Await.on(() -> Panache.withTransaction(() -> Panache.getSession().chain(work::apply)));
    }
}
