package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The jars that the services are packaged with")
class PackagedJarsTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("albireo.checkout", ".."))
            .toAbsolutePath()
            .normalize();
    private static final String OURS = "dev.albireo.";
    private static final Pattern JAR = Pattern.compile("(?<name>.+?)-(?<version>\\d[^-]*(-.+)?)\\.jar");
    private static final Pattern PRE_RELEASE =
            Pattern.compile("(?i).*(alpha|beta|snapshot|preview|milestone|[.-](rc|cr|m|b)\\d).*");
    private static final Pattern LISTED = Pattern.compile("\\| `(?<name>[\\w.-]+)` \\| (?<version>\\S+) \\|.*");

    /** Versions by name, as {@code io.netty.netty-codec-http}. */
    private static final Map<String, TreeSet<String>> PACKAGED = new TreeMap<>();

    private static final Map<String, String> KNOWN = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String service : List.of("oauth", "credentials", "admin", "webhooks")) {
            try (Stream<Path> jars = Files.walk(CHECKOUT.resolve("services/" + service + "/target/quarkus-app/lib"))) {
                jars.map(jar -> JAR.matcher(jar.getFileName().toString()))
                        .filter(Matcher::matches)
                        .forEach(jar -> PACKAGED.computeIfAbsent(jar.group("name"), name -> new TreeSet<>())
                                .add(jar.group("version")));
            }
        }
        assertThat(PACKAGED).containsKeys("io.netty.netty-codec-http", "com.yubico.webauthn-server-core");
        Files.readString(CHECKOUT.resolve("SECURITY.md"))
                .lines()
                .map(LISTED::matcher)
                .filter(Matcher::matches)
                .forEach(row -> KNOWN.put(row.group("name"), row.group("version")));
        assertThat(KNOWN).isNotEmpty();
    }

    @Test
    void a_pre_release_is_listed_in_SECURITY_md_or_is_not_there() {
        assertThat(PACKAGED)
                .allSatisfy((name, versions) -> assertThat(versions)
                        .allMatch(
                                version -> !PRE_RELEASE.matcher(version).matches()
                                        || name.startsWith(OURS)
                                        || version.equals(KNOWN.get(name)),
                                name + " is a pre-release that SECURITY.md does not list"));
    }

    /** A changed version requires a review: is the statement of SECURITY.md still true? */
    @Test
    void what_SECURITY_md_says_is_said_of_the_packaged_versions() {
        assertThat(KNOWN)
                .allSatisfy((name, version) -> assertThat(PACKAGED.getOrDefault(name, new TreeSet<>()))
                        .as(name)
                        .containsExactly(version));
    }

    /** The library of system calls reads no message, and its newest build is of an earlier version. */
    @Test
    void Netty_is_of_one_version_that_reads_chunk_extensions_rightly() {
        assertThat(PACKAGED.entrySet().stream()
                        .filter(jar -> jar.getKey().startsWith("io.netty."))
                        .filter(jar -> !jar.getKey().endsWith("netty-transport-native-epoll"))
                        .flatMap(jar -> jar.getValue().stream())
                        .distinct())
                .singleElement()
                .satisfies(version -> assertThat(patch(version)).isGreaterThanOrEqualTo(140));
    }

    @Test
    void nothing_of_gRPC_is_there() {
        assertThat(PACKAGED.keySet()).noneMatch(name -> name.contains("grpc"));
    }

    private static int patch(String version) {
        assertThat(version).startsWith("4.1.");
        return Integer.parseInt(version.split("\\.", -1)[2]);
    }
}
