package dev.albireo.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Secrets in files")
class SecretFilesTest {
    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void mountAsKubernetesDoes() throws IOException {
        mount("first", Map.of("ALBIREO_KEYS_COOKIE", "one\n", "ALBIREO_EVENTS_PUBLIC_KEYS_CREDENTIALS", "a,b"));
    }

    @Test
    void a_file_is_a_setting_by_the_name_of_its_environment_variable_and_wins_over_it() {
        SmallRyeConfig config =
                config(Map.of("ALBIREO_KEYS_COOKIE", "of the environment", "ALBIREO_KEYS_FORMS", "forms"));
        assertThat(config.getValue("albireo.keys.cookie", String.class)).isEqualTo("one");
        assertThat(config.getValue("albireo.events.public-keys.credentials", String.class))
                .isEqualTo("a,b");
        assertThat(config.getValue("albireo.keys.forms", String.class)).isEqualTo("forms");
    }

    @Test
    void the_directory_is_named_in_the_environment() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredSources()
                .withSources(new EnvConfigSource(
                        Map.of("ALBIREO_SECRETS_DIRECTORY", directory.toString(), "ALBIREO_KEYS_COOKIE", "environment"),
                        300))
                .build();
        assertThat(config.getValue("albireo.keys.cookie", String.class)).isEqualTo("one");
        assertThat(config.getConfigSources(SecretFiles.class)).hasSize(1);
    }

    @Test
    void changed_files_are_used_after_a_reload() throws IOException {
        SmallRyeConfig config = config(Map.of());
        SecretSettings settings = settings(config);
        Supplier<List<String>> cookie = settings.keys("albireo.keys.cookie", SecretFilesTest::all);
        SecretReload reload = reload(config, settings);

        mount("second", Map.of("ALBIREO_KEYS_COOKIE", "two", "ALBIREO_KEYS_COOKIE_EARLIER", "one, zero"));
        assertThat(cookie.get()).containsExactly("one");
        reload.reload();
        assertThat(cookie.get()).containsExactly("two", "one", "zero");
        assertThat(reloads("applied")).isEqualTo(1);

        mount("third", Map.of("ALBIREO_KEYS_COOKIE", "two"));
        reload.reload();
        reload.reload();
        assertThat(cookie.get()).containsExactly("two");
        assertThat(reloads("applied")).isEqualTo(2);
    }

    @Test
    void values_that_cannot_be_used_change_nothing() throws IOException {
        SmallRyeConfig config = config(Map.of());
        SecretSettings settings = settings(config);
        Supplier<List<String>> cookie = settings.keys("albireo.keys.cookie", SecretFilesTest::all);
        Supplier<Optional<String>> forms = settings.supply(values -> values.find("albireo.keys.forms"));
        SecretReload reload = reload(config, settings);

        mount("bad", Map.of("ALBIREO_KEYS_COOKIE", "bad", "ALBIREO_KEYS_FORMS", "new"));
        reload.reload();
        reload.reload();
        assertThat(cookie.get()).containsExactly("one");
        assertThat(forms.get()).isEmpty();
        assertThat(config.getValue("albireo.keys.cookie", String.class)).isEqualTo("one");
        assertThat(reloads("refused")).isEqualTo(1);

        mount("gone", Map.of("ALBIREO_KEYS_FORMS", "new"));
        reload.reload();
        assertThat(cookie.get()).containsExactly("one");

        mount("good", Map.of("ALBIREO_KEYS_COOKIE", "two", "ALBIREO_KEYS_FORMS", "new"));
        reload.reload();
        assertThat(cookie.get()).containsExactly("two");
        assertThat(forms.get()).contains("new");
    }

    @Test
    void a_rule_that_is_violated_prevents_the_use() throws IOException {
        SmallRyeConfig config = config(Map.of());
        SecretSettings settings = new SecretSettings(
                values(config),
                List.of(values -> values
                        .find("albireo.keys.cookie")
                        .filter("weak"::equals)
                        .map(weak -> "albireo.keys.cookie can be guessed")
                        .stream()
                        .toList()));
        Supplier<List<String>> cookie = settings.keys("albireo.keys.cookie", SecretFilesTest::all);
        mount("weak", Map.of("ALBIREO_KEYS_COOKIE", "weak"));
        reload(config, settings).reload();
        assertThat(cookie.get()).containsExactly("one");
        assertThat(reloads("refused")).isEqualTo(1);
    }

    @Test
    void a_directory_that_is_missing_prevents_the_start_and_is_named() {
        assertThatThrownBy(() -> SecretFiles.of(directory.resolve("none")))
                .hasMessageContaining("albireo.secrets.directory")
                .hasMessageContaining("none");
    }

    @Test
    void what_is_no_text_prevents_the_start_and_is_not_shown() throws IOException {
        Files.write(directory.resolve("..data/ALBIREO_KEYS_DATA"), new byte[] {(byte) 0xff, 'x'});
        assertThatThrownBy(() -> SecretFiles.of(directory))
                .hasMessageContaining("ALBIREO_KEYS_DATA")
                .hasMessageContaining("not text");
    }

    /** Names lead over a link to a folder of this moment, and the link is replaced at once. */
    private void mount(String moment, Map<String, String> files) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(".." + moment));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), folder.getFileName());
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : files.keySet()) {
            if (!Files.exists(directory.resolve(name))) {
                Files.deleteIfExists(directory.resolve(name));
                Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
            }
        }
    }

    private SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(SecretFiles.of(directory), new EnvConfigSource(environment, 300))
                .build();
    }

    private static SecretValues values(SmallRyeConfig config) {
        return new SecretValues(key -> config.getOptionalValue(key, String.class));
    }

    private static SecretSettings settings(SmallRyeConfig config) {
        return new SecretSettings(values(config), List.of());
    }

    private SecretReload reload(SmallRyeConfig config, SecretSettings settings) {
        return new SecretReload(config, settings, meters);
    }

    private double reloads(String outcome) {
        return meters.counter("albireo.secrets.reloads", "outcome", outcome).count();
    }

    private static List<String> all(String current, List<String> earlier) {
        if (current.equals("bad")) {
            throw new IllegalArgumentException("a key must be base64");
        }
        return Stream.concat(Stream.of(current), earlier.stream()).toList();
    }
}
