package dev.albireo.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.albireo.events.UserEvent.UserChanged;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The JSON of events stays compatible")
class GoldenEventTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    static Stream<Class<? extends Event>> all() {
        return EventTypes.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_golden_file_parses_and_is_written_again_the_same(Class<? extends Event> type) throws IOException {
        JsonNode golden = golden(type);
        Event event = JSON.treeToValue(golden, type);
        assertThat(JSON.readTree(JSON.writeValueAsString(event))).isEqualTo(golden);
    }

    @Test
    void what_an_earlier_release_wrote_is_read() throws IOException {
        UserChanged event = JSON.treeToValue(read("earlier/UserChanged"), UserChanged.class);
        assertThat(event.user().totpEnabled()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("all")
    void its_type_names_the_record(Class<? extends Event> type) throws IOException {
        Event event = JSON.treeToValue(golden(type), type);
        assertThat(EventTypes.byType(event.type()).orElseThrow()).isEqualTo(type);
        assertThat(event.key()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_field_is_a_secret(Class<? extends Event> type) {
        assertThat(Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getName().toLowerCase(Locale.ROOT)))
                .noneMatch(name -> name.contains("password") || name.contains("secret") || name.contains("code"));
    }

    private static JsonNode golden(Class<? extends Event> type) throws IOException {
        return read(type.getSimpleName());
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = GoldenEventTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return JSON.readTree(Objects.requireNonNull(in, "no golden file " + name));
        }
    }
}
