package dev.albireo.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Parameters of SQL are converted in one place")
class SqlParametersTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final OffsetDateTime CONVERTED = OffsetDateTime.parse("2026-01-02T03:04:05.678901Z");

    @Test
    void times_and_bytes_have_the_types_of_the_client() {
        Tuple parameters = SqlParameters.of("name", TIME, new byte[] {1, 2});

        assertThat(parameters.size()).isEqualTo(3);
        assertThat(parameters.getValue(0)).isEqualTo("name");
        assertThat(parameters.getValue(1)).isEqualTo(CONVERTED);
        assertThat(parameters.getValue(2)).isEqualTo(Buffer.buffer(new byte[] {1, 2}));
    }

    @Test
    void what_is_absent_is_null() {
        Tuple parameters = SqlParameters.of(Optional.empty(), null, Optional.of(TIME));

        assertThat(parameters.getValue(0)).isNull();
        assertThat(parameters.getValue(1)).isNull();
        assertThat(parameters.getValue(2)).isEqualTo(CONVERTED);
    }

    @Test
    void an_array_alone_is_one_parameter() {
        Tuple parameters = SqlParameters.of(new String[] {"a", "b"});

        assertThat(parameters.size()).isEqualTo(1);
        assertThat(parameters.getValue(0)).isEqualTo(new String[] {"a", "b"});
    }
}
