package dev.albireo.deploy;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The output of the two scripts, {@code make env} and {@code deploy/k8s/make-secrets}.
 *
 * @param env the lines of {@code .env}
 * @param secrets the Secrets by name, each with its entries
 */
record InstallationSecrets(Map<String, String> env, Map<String, Map<String, String>> secrets) {
    private static final class Once {
        static final InstallationSecrets MADE = make();
    }

    /** Returns those that the tests share which only read them. */
    static InstallationSecrets made() {
        return Once.MADE;
    }

    /** Runs both scripts, in a new folder. */
    static InstallationSecrets make() {
        try {
            Path folder = Files.createTempDirectory(Checkout.path("system-tests/target"), "secrets");
            Path file = folder.resolve(".env");
            Checkout.run(
                    folder, List.of(Checkout.path("deploy/compose/make-env").toString(), file.toString()));
            String manifests = Checkout.run(
                    folder,
                    List.of(Checkout.path("deploy/k8s/make-secrets").toString(), "--databases", file.toString()));
            return new InstallationSecrets(read(file), secrets(manifests));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }

    private static Map<String, Map<String, String>> secrets(String manifests) {
        return StrictYaml.objects(manifests).stream()
                .map(Secret.class::cast)
                .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), Secret::getStringData));
    }
}
