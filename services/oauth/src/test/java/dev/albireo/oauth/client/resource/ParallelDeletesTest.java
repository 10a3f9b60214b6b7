package dev.albireo.oauth.client.resource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Clients are written and deleted in parallel")
class ParallelDeletesTest {
    private static final int CLIENTS = 80;
    private static final int AT_ONCE = 40;
    private static final String CLIENT =
            "{\"auth\":{\"authorization_code\":{\"redirect_uri\":\"https://app.example/cb\"}}}";

    @Inject
    Stage stage;

    private record Registered(String uri, String token) {}

    @Test
    void RFC_7592_section_2_3_registered_clients() {
        List<Registered> clients = InParallel.all(AT_ONCE, repeated(CLIENTS, ParallelDeletesTest::register));

        List<Integer> answers = InParallel.all(AT_ONCE, clients.stream().map(client -> (Callable<Integer>)
                () -> given().auth().oauth2(client.token()).delete(client.uri()).statusCode()));

        assertThat(answers).hasSize(CLIENTS).containsOnly(204);
    }

    @Test
    void declared_clients() {
        List<String> ids =
                IntStream.range(0, CLIENTS).mapToObj(i -> "parallel-" + i).toList();
        stage.declare("parallel-first", CLIENT).then().statusCode(201);

        assertThat(InParallel.all(AT_ONCE, ids.stream().map(id ->
                        (Callable<Integer>) () -> stage.declare(id, CLIENT).statusCode())))
                .containsOnly(201);
        assertThat(InParallel.all(AT_ONCE, ids.stream().map(id -> (Callable<Integer>) () -> stage.administrator()
                        .delete("/internal/resources/Client/" + id)
                        .statusCode())))
                .containsOnly(200);
    }

    @Test
    void deletes_between_other_writes() {
        List<Registered> clients = InParallel.all(AT_ONCE, repeated(CLIENTS, ParallelDeletesTest::register));
        List<Callable<Integer>> calls = new ArrayList<>();
        for (Registered client : clients) {
            calls.add(() ->
                    given().auth().oauth2(client.token()).delete(client.uri()).statusCode());
            calls.add(() -> register().uri().isEmpty() ? 500 : 201);
        }

        assertThat(InParallel.all(AT_ONCE, calls.stream())).containsOnly(204, 201);
    }

    private static java.util.stream.Stream<Callable<Registered>> repeated(int times, Callable<Registered> call) {
        return IntStream.range(0, times).mapToObj(i -> call);
    }

    private static Registered register() {
        var response = given().contentType(ContentType.JSON)
                .body(Map.of("redirect_uris", List.of(Stage.REDIRECT_URI)))
                .post("/connect/register");
        String uri = JsonMember.read(response.asString(), "registration_client_uri");
        return new Registered(
                uri.substring(uri.indexOf("/connect/")),
                JsonMember.read(response.asString(), "registration_access_token"));
    }
}
