package dev.albireo.credentials.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Declared resources are written and deleted in parallel")
class ParallelDeletesTest {
    private static final int RESOURCES = 80;
    private static final int AT_ONCE = 40;

    @Inject
    TestTokens tokens;

    @ParameterizedTest
    @ValueSource(strings = {"User", "AuthConfig", "Group"})
    void of_this_type(String type) {
        String actor = tokens.freshAdministrator();
        List<String> paths = IntStream.range(0, RESOURCES)
                .mapToObj(i -> "/internal/resources/" + type + "/parallel-" + i)
                .toList();

        assertThat(InParallel.all(AT_ONCE, paths.stream().map(path -> (Callable<Integer>) () -> caller(actor)
                        .contentType(ContentType.JSON)
                        .body("{}")
                        .put(path)
                        .statusCode())))
                .containsOnly(201);
        assertThat(InParallel.all(AT_ONCE, paths.stream().map(path ->
                        (Callable<Integer>) () -> caller(actor).delete(path).statusCode())))
                .containsOnly(200);
    }

    private RequestSpecification caller(String actor) {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", actor);
    }
}
