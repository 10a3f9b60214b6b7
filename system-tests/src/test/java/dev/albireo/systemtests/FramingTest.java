package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.RawHttp;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9112, message framing at every port")
class FramingTest {
    private static final String NEXT = "GET /smuggled HTTP/1.1\r\nHost: l\r\n\r\n";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private static final List<String> AMBIGUOUS = List.of(
            "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc",
            "Content-Length: 3, 4\r\n\r\na=bc",
            "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "A: b\rc\r\n\r\n",
            "A: b\nB: c\r\n\r\n");

    private static final List<String> BROKEN = List.of(
            "Transfer-Encoding: chunked\r\n\r\n1;a=\"\r\nX\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n0x1\r\nX\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n1\r\nXX\r\n0\r\n\r\n");

    /** Returns name, address and path of the endpoints that read bodies. */
    static Stream<Map.Entry<String, URI>> doors() {
        return Stream.of(
                Map.entry("edge", Running.stack().edgeUri().resolve("/token")),
                Map.entry("oauth", Running.stack().serviceUri("oauth").resolve("/token")),
                Map.entry(
                        "credentials", Running.stack().serviceUri("credentials").resolve("/login")),
                Map.entry("admin", Running.stack().adminUri().resolve("/graphql")),
                Map.entry("webhooks", Running.stack().serviceUri("webhooks").resolve("/internal/none")),
                Map.entry("management", Running.stack().managementUri("oauth").resolve("/q/health")));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void what_can_be_read_in_two_ways_is_refused_and_the_connection_closed(Map.Entry<String, URI> door) {
        URI uri = door.getValue();
        for (String rest : AMBIGUOUS) {
            assertThat(send(uri, "", rest).status()).as(rest).isEqualTo(400);
            assertThat(send(uri, FORM, rest).status()).as(rest).isEqualTo(400);
        }
    }

    /** The response to a body that is cut off may be lost with the connection; what follows is never read. */
    @ParameterizedTest
    @MethodSource("doors")
    void a_body_that_breaks_is_the_end_of_the_connection(Map.Entry<String, URI> door) {
        URI uri = door.getValue();
        List<Integer> statuses = door.getKey().equals("edge") ? List.of(400) : List.of(0, 400, 404, 405, 415);
        for (String rest : BROKEN) {
            assertThat(send(uri, "", rest).status()).as(rest).isIn(statuses);
            assertThat(send(uri, FORM, rest).status()).as(rest).isIn(statuses);
        }
    }

    /** At most one response arrives, although the rest looks like a second request. */
    private static RawHttp.Response send(URI uri, String type, String rest) {
        RawHttp.Response response = RawHttp.exchange(
                uri,
                "POST " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n" + type + rest + NEXT);
        assertThat(response.text().split("HTTP/1\\.1 \\d", -1)).as(rest).hasSizeLessThanOrEqualTo(2);
        return response;
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge", "oauth", "credentials", "admin"})
    void a_body_over_the_limit_is_413(String name) {
        URI uri = doors().filter(door -> door.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
        String large = "a=" + "x".repeat(100_000);
        assertThat(RawHttp.exchange(
                                uri,
                                "POST " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n" + FORM
                                        + "Connection: close\r\nContent-Length: " + large.length() + "\r\n\r\n" + large)
                        .status())
                .isEqualTo(413);
    }
}
