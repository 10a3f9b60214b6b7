package dev.albireo.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Validation of a GraphQL request")
class GraphqlRequestsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":\"{a}\"}",
                "{\"query\":\"{a}\",\"variables\":{},\"operationName\":\"A\"}",
                "{\"query\":\"{a}\",\"variables\":null}"
            })
    void one_object_with_a_query_is_fine(String body) {
        assertThat(GraphqlRequests.wrongWith(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "1",
                "\"a\"",
                "[]",
                "[{\"query\":\"{a}\"}]",
                "{}",
                "{\"query\":1}",
                "{\"query\":\"{a}\",\"query\":\"{b}\"}",
                "{\"query\":\"{a}\",\"variables\":{\"a\":1,\"a\":2}}",
                "{\"query\":\"{a}\"}{}",
                "{\"query\":\"{a}\"} x",
                "{\"query\":null}",
                "{\"query\":\"{a}\",\"variables\":[]}",
                "{\"query\":\"{a}\",\"operationName\":1}",
                "{\"query\":\"{a}\",\"extensions\":\"x\"}"
            })
    void anything_else_is_refused_with_a_sentence(String body) {
        assertThat(GraphqlRequests.wrongWith(body)).isPresent();
    }

    @Test
    void no_body_is_refused() {
        assertThat(GraphqlRequests.wrongWith(null)).isPresent();
    }

    @Test
    void a_document_has_limits_that_the_library_does_not_know() {
        assertThat(GraphqlRequests.wrongWith(query("{ " + "__typename ".repeat(201) + "}")))
                .map(InvalidGraphql::message)
                .hasValue("a request may have 200 fields");
        assertThat(GraphqlRequests.wrongWith(query("{ " + "a: __typename ".repeat(51) + "}")))
                .map(InvalidGraphql::message)
                .hasValue("a request may have 50 aliases");
        assertThat(GraphqlRequests.wrongWith(query("{ a " + "@x ".repeat(21) + "}")))
                .map(InvalidGraphql::message)
                .hasValue("a request may have 20 directives");
        assertThat(GraphqlRequests.wrongWith(query("mutation { " + "a ".repeat(26) + "}")))
                .map(InvalidGraphql::message)
                .hasValue("a request may have 25 mutations");
        assertThat(GraphqlRequests.wrongWith(query("mutation { " + "a: b ".repeat(25) + "}")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("syntaxErrors")
    void a_syntax_error_is_named_with_its_place(String query, int line, int column, String token) {
        assertThat(GraphqlRequests.wrongWith(query(query))).hasValueSatisfying(wrong -> {
            assertThat(wrong.message())
                    .isEqualTo("the query has a syntax error at line " + line + ", column " + column + token);
            assertThat(wrong.error("bad-request").encode())
                    .contains("\"locations\":[{\"line\":" + line + ",\"column\":" + column + "}]");
        });
    }

    static Stream<Arguments> syntaxErrors() {
        return Stream.of(
                Arguments.of("{ user(username: }", 1, 18, ": unexpected '}'"),
                Arguments.of("{\\n  users {", 2, 10, ": the document ends too early"),
                Arguments.of("mutation {\\n  endSession(id: 1) { success ?\\n}", 2, 31, ""));
    }

    private static String query(String text) {
        return "{\"query\":\"" + text + "\"}";
    }
}
