package dev.albireo.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevStackTest {
    @Test
    void data_and_ports_can_be_chosen() {
        StackOptions options = DevStack.options(new String[] {"--data=/srv/other", "--offset=100"});

        assertThat(options.data()).isEqualTo(Path.of("/srv/other"));
        assertThat(options.portOffset()).isEqualTo(100);
    }

    @Test
    void the_patience_with_each_service_can_be_chosen() {
        assertThat(DevStack.options(new String[] {"--start-limit=900"}).startLimit())
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(DevStack.options(new String[] {}).startLimit()).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void the_token_service_can_be_scaled() {
        assertThat(DevStack.options(new String[] {"--scale-oauth=3"}).extraInstances())
                .extracting(ExtraReplica::name, ExtraReplica::service, ExtraReplica::balanced)
                .containsExactly(
                        tuple("oauth-2", StackService.OAUTH, true), tuple("oauth-3", StackService.OAUTH, true));
        assertThat(DevStack.options(new String[] {"--scale-oauth=1"}).extraInstances())
                .isEmpty();
    }

    @Test
    void a_file_gives_settings_to_all_services_or_to_one(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("suite.properties"), """
                albireo.issuer=https://id.example
                oauth.albireo.registration.mode=open
                oauth.albireo.issuer=https://other.example
                """);

        StackOptions options = DevStack.options(new String[] {"--settings=" + file});

        assertThat(options.settings().get(StackService.OAUTH))
                .isEqualTo(Map.of("albireo.issuer", "https://other.example", "albireo.registration.mode", "open"));
        assertThat(options.settings().get(StackService.ADMIN))
                .isEqualTo(Map.of("albireo.issuer", "https://id.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--offset=many",
                "--offset=",
                "--offset",
                "--offset=-1",
                "--start-limit=soon",
                "--scale-oauth=0",
                "--scale-oauth=9",
                "--scale-oauth=many",
                "--settings=",
                "--settings=no/such/file",
                "--data=",
                "--other=1",
                "run"
            })
    void what_is_not_understood_is_named_in_one_line(String argument) {
        assertThatThrownBy(() -> DevStack.options(new String[] {argument}))
                .isInstanceOf(StackException.class)
                .message()
                .hasLineCount(1);
    }
}
