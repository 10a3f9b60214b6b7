package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A PKCS#11 token in files, by Debian's package {@code softhsm2}. */
final class SoftHsm {
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
    private static final String PIN = "87654321";

    private SoftHsm() {}

    static boolean isThere() {
        return library().isPresent();
    }

    private static Optional<Path> library() {
        return Stream.of("softhsm", "x86_64-linux-gnu/softhsm", "aarch64-linux-gnu/softhsm")
                .map(folder -> Path.of("/usr/lib", folder, "libsofthsm2.so"))
                .filter(Files::exists)
                .findFirst();
    }

    /** Makes a new token and returns the settings that use it. */
    static Map<String, String> newToken() {
        Path config = Path.of(System.getenv("SOFTHSM2_CONF"));
        try {
            Path tokens = Files.createDirectories(config.resolveSibling("tokens"));
            Files.writeString(config, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
            Path pin = Files.writeString(config.resolveSibling("pin"), PIN + "\n");
            String label = UUID.randomUUID().toString().substring(0, 8);
            Process process = new ProcessBuilder(
                            "softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", PIN, "--pin", PIN)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            Matcher slot = SLOT.matcher(output);
            if (!slot.find()) {
                throw new AssertionError(output);
            }
            return Map.of(
                    "albireo.keys.pkcs11.library", library().orElseThrow().toString(),
                    "albireo.keys.pkcs11.slot", slot.group(1),
                    "albireo.keys.pkcs11.pin-file", pin.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
