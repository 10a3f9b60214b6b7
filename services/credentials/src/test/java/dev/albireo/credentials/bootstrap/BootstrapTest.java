package dev.albireo.credentials.bootstrap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Given;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.testkit.PostgresResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BootstrapTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SecureRandom random;

    @Inject
    Given users;

    @Test
    void the_code_makes_one_administrator_who_must_enrol_a_second_factor() throws Exception {
        String code = printed();
        Callable<Response> use = () -> make(code, users.newName());
        List<Response> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(IntStream.range(0, 5).mapToObj(i -> use).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertThat(answers)
                .filteredOn(response -> response.statusCode() == 303)
                .singleElement()
                .satisfies(made -> {
                    assertThat(made.header("Location")).isEqualTo("/login/2fa");
                    assertThat(made.cookie("albireo-session")).isNotEmpty();
                });
        assertThat(answers).filteredOn(response -> response.statusCode() == 403).hasSize(4);
    }

    @Test
    void a_wrong_code_creates_no_administrator() {
        String name = users.newName();
        assertThat(make("bs_" + "x".repeat(43), name).statusCode()).isEqualTo(403);
        assertThat(Given.login(name, Given.PASSWORD).statusCode()).isEqualTo(401);
    }

    private static Response make(String code, String name) {
        return given().redirects()
                .follow(false)
                .formParam("code", code)
                .formParam("username", name)
                .formParam("password", Given.PASSWORD)
                .post("/account/bootstrap");
    }

    /** Returns a code as it would have been printed at the start. */
    private String printed() throws Exception {
        OpaqueToken code = OpaqueToken.random(OpaqueTokenType.BOOTSTRAP, random);
        try (Connection connection = database.getConnection();
                PreparedStatement put = connection.prepareStatement("""
                        INSERT INTO bootstrap_code (hash, expires_at) VALUES (?, now() + interval '1 day')
                        ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash
                        """)) {
            put.setString(1, code.hash());
            put.executeUpdate();
        }
        return code.value();
    }
}
