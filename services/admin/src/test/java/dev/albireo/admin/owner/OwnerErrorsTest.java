package dev.albireo.admin.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Problems of an owning service")
class OwnerErrorsTest {
    @Test
    void a_refusal_is_passed_on_with_its_type_detail_and_field() {
        ProblemRefusal refusal = refusal(
                422,
                "{\"type\":\"https://albireo.dev/problems/unprocessable\",\"detail\":\"secret must be a string\",\"field\":\"secret\"}");

        assertThat(refusal.problem()).isEqualTo(Problem.UNPROCESSABLE);
        assertThat(refusal.detail()).isEqualTo("secret must be a string");
        assertThat(refusal.field()).contains("secret");
    }

    @Test
    void the_type_is_more_exact_than_the_status() {
        assertThat(refusal(403, "{\"type\":\"" + Problem.FRESH_PROOF_REQUIRED.type() + "\"}")
                        .problem())
                .isEqualTo(Problem.FRESH_PROOF_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({"404,NOT_FOUND", "409,CONFLICT", "412,PRECONDITION_FAILED", "418,BAD_REQUEST"})
    void without_a_known_type_the_status_counts(int status, Problem problem) {
        assertThat(refusal(status, "{\"detail\":\"x\"}").problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]"})
    void a_body_that_is_no_problem_is_not_passed_on(String body) {
        ProblemRefusal refusal = refusal(422, body);

        assertThat(refusal.problem()).isEqualTo(Problem.UNPROCESSABLE);
        assertThat(refusal.detail()).isEqualTo("the owning service rejected the request with status 422");
    }

    @Test
    void a_problem_without_detail_gets_one() {
        assertThat(refusal(422, "{\"type\":1}").detail()).isEqualTo("the owning service rejected the request");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 599})
    void an_internal_fault_is_unavailable_and_not_explained(int status) {
        ProblemRefusal refusal = refusal(status, "{\"detail\":\"NullPointerException\",\"field\":\"x\"}");

        assertThat(refusal.problem()).isEqualTo(Problem.UNAVAILABLE);
        assertThat(refusal.detail()).isEqualTo("the owning service is temporarily unavailable");
        assertThat(refusal.field()).isEmpty();
    }

    private static ProblemRefusal refusal(int status, String body) {
        try (Response response = Response.status(status).entity(body).build()) {
            return new OwnerErrors().toThrowable(response);
        }
    }
}
