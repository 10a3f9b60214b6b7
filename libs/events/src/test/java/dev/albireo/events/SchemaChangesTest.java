package dev.albireo.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A change of a schema")
class SchemaChangesTest {
    private static final String EARLIER = """
            {"type":"object","required":["id","proofs"],"properties":{"id":{"type":"string"},"at":{"type":"string","format":"date-time"},
             "proofs":{"type":"array","items":{"type":"object","required":["method"],"properties":{"method":{"type":"string"}}}},
             "claims":{"type":"object","additionalProperties":{"type":"string"}}}}
            """;

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":{\"type\":\"string\"},|''|X.id was removed",
                "\"id\":{\"type\":\"string\"}|\"id\":{\"type\":\"integer\"}|X.id changed its type from string to integer",
                ",\"format\":\"date-time\"|''|X.at changed its format from date-time to none",
                "[\"id\",\"proofs\"]|[\"id\",\"proofs\",\"at\"]|X.at became required",
                "[\"id\",\"proofs\"]|[\"proofs\"]|X.id is no longer required",
                "\"method\":{\"type\":\"string\"}|\"method\":{\"type\":\"boolean\"}|X.proofs[].method changed its type from string to boolean",
                "[\"method\"]|[]|X.proofs[].method is no longer required",
                "\"additionalProperties\":{\"type\":\"string\"}|\"additionalProperties\":{\"type\":\"integer\"}|X.claims[] changed its type from string to integer",
                "\"additionalProperties\":{\"type\":\"string\"}|\"maxProperties\":9|X.claims[] changed its type from string to none"
            })
    void that_breaks_consumers_is_named(String part, String replacement, String breaking)
            throws JsonProcessingException {
        assertThat(changes(EARLIER.replace(part, replacement))).contains(breaking);
    }

    @Test
    void that_adds_an_optional_member_breaks_none() throws JsonProcessingException {
        assertThat(changes(EARLIER)).isEmpty();
        assertThat(changes(EARLIER.replace("\"id\":{", "\"device\":{\"type\":\"string\"},\"id\":{")))
                .isEmpty();
        assertThat(changes(EARLIER.replace("\"id\":{", "\"id\":{\"description\":\"The id.\",")))
                .as("descriptions may change")
                .isEmpty();
    }

    @Test
    void that_adds_a_required_member_breaks_the_events_of_earlier_releases() throws JsonProcessingException {
        String more = EARLIER.replace("\"id\":{", "\"device\":{\"type\":\"string\"},\"id\":{")
                .replace("[\"id\",\"proofs\"]", "[\"id\",\"proofs\",\"device\"]");
        assertThat(changes(more)).containsExactly("X.device became required");
    }

    @Test
    void that_removes_a_type_breaks_consumers_and_one_that_adds_a_type_does_not() throws JsonProcessingException {
        assertThat(SchemaChanges.breaking(Map.of("X", parse(EARLIER)), Map.of()))
                .containsExactly("X was removed");
        assertThat(SchemaChanges.breaking(Map.of(), Map.of("X", parse(EARLIER))))
                .isEmpty();
    }

    private static List<String> changes(String now) throws JsonProcessingException {
        return SchemaChanges.breaking(Map.of("X", parse(EARLIER)), Map.of("X", parse(now)));
    }

    private static JsonNode parse(String schema) throws JsonProcessingException {
        return new ObjectMapper().readTree(schema);
    }
}
