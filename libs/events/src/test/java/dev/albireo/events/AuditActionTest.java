package dev.albireo.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Audited actions")
class AuditActionTest {
    private static final Path SERVICES = Path.of("../../services");
    private static final Pattern DOTTED = Pattern.compile("\"([a-z-]+(?:\\.[a-z-]+)*)\"");

    @Test
    @DisplayName("The README of a service names every action")
    void documented() throws IOException {
        String pages = "";
        for (String service : List.of("oauth", "credentials", "admin", "webhooks")) {
            pages += Files.readString(SERVICES.resolve(service).resolve("README.md"));
        }
        assertThat(pages)
                .contains(Arrays.stream(AuditAction.values())
                        .map(action -> "`" + action.wireName() + "`")
                        .toList());
    }

    @Test
    @DisplayName("Services name an action by its constant: no literal of a dotted name is left")
    void noLiterals() throws IOException {
        try (Stream<Path> files = Files.walk(SERVICES)) {
            List<Path> sources = files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            for (Path source : sources) {
                assertThat(DOTTED.matcher(Files.readString(source)).results().map(AuditActionTest::content))
                        .as(source.toString())
                        .noneMatch(text ->
                                text.contains(".") && AuditAction.of(text).isPresent());
            }
        }
    }

    @Test
    @DisplayName("A name of a newer release has no action")
    void unknown() {
        assertThat(AuditAction.of("login")).contains(AuditAction.LOGIN);
        assertThat(AuditAction.of("of-a-newer-release")).isEmpty();
    }

    private static String content(MatchResult literal) {
        return literal.group(1);
    }

    @ParameterizedTest
    @CsvSource({
        "authorize.code, alice, shop, shop",
        "client.change, root, shop, shop",
        "token.revoke, shop, 0b9a6b0e, shop",
        "session.end-all, root, alice,",
        "login, alice, alice,",
        "action.of-tomorrow, alice, shop,"
    })
    void concerns_a_client_by_its_target_or_actor(String action, String actor, String target, @Nullable String client) {
        assertThat(record(action, actor, target, Map.of()).client()).isEqualTo(Optional.ofNullable(client));
    }

    @Test
    void concerns_a_client_that_its_detail_names() {
        assertThat(record("session.end-all", "root", "shop", Map.of("client", "shop"))
                        .client())
                .contains("shop");
    }

    private static AuditRecorded record(String action, String actor, String target, Map<String, String> detail) {
        return new AuditRecorded(actor, action, target, "success", detail, null, Instant.EPOCH);
    }
}
