package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Secrets are referred to, made by a script, and written nowhere")
class SecretsTest {
    /** 256 bits in base64 or base64url, which is not the name of a variable. */
    private static final Pattern RANDOM =
            Pattern.compile("(?<![\\w-])(?=[\\w+/-]*[a-z])(?=[\\w+/-]*[A-Z])[\\w+/-]{43}=?(?![\\w-])");

    static Stream<Manifests> all() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_manifest_holds_one(Manifests manifests) {
        assertThat(manifests.of(Secret.class)).isEmpty();
        assertThat(manifests.text()).doesNotContainPattern(RANDOM);
        for (var pod : manifests.pods().values()) {
            assertThat(Manifests.container(pod).getEnv())
                    .filteredOn(variable -> variable.getValue() != null)
                    .extracting(EnvVar::getValue)
                    .isSubsetOf("true", "false");
            assertThat(manifests.settings(Manifests.container(pod)).keySet())
                    .noneMatch(key -> key.contains("PASSWORD") || key.contains("SECRET") || key.contains("_KEYS_"));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_reference_is_to_one_that_the_script_or_an_operator_makes(Manifests manifests) {
        Map<String, Map<String, String>> made = InstallationSecrets.make().secrets();
        for (Service service : Service.values()) {
            for (String name : List.of(service.id(), service.id() + "-migration")) {
                Container container =
                        Manifests.container(requireNonNull(manifests.pods().get(name)));
                assertThat(wholeSecrets(container)).containsExactly(service.id());
                assertThat(made).containsKey(service.id());
                for (String reference : singleSecrets(container)) {
                    assertThat(reference)
                            .isIn(
                                    service.id() + "-db-app username",
                                    service.id() + "-db-app password",
                                    service.id() + "-kafka sasl.jaas.config");
                }
            }
            assertThat(made.get(service.id() + "-db-app")).containsOnlyKeys("username", "password");
        }
    }

    @Test
    void the_operators_make_those_that_base_refers_to() {
        assertThat(Manifests.withComponent("strimzi").of(KafkaUser.class))
                .extracting(user -> user.getMetadata().getName())
                .containsExactlyInAnyOrder("oauth-kafka", "credentials-kafka", "admin-kafka", "webhooks-kafka");
        assertThat(Manifests.withComponent("strimzi")
                                .of(Kafka.class)
                                .getFirst()
                                .getMetadata()
                                .getName() + "-cluster-ca-cert")
                .isEqualTo("kafka-cluster-ca-cert");
        for (PostgresCluster cluster : Manifests.withComponent("cloudnative-pg").of(PostgresCluster.class)) {
            String service = cluster.spec().bootstrap().initdb().owner();
            assertThat(cluster.metadata().getName()).isEqualTo(service + "-db");
            assertThat(cluster.spec().bootstrap().initdb().database()).isEqualTo(service);
        }
    }

    @Test
    void the_external_secrets_are_those_of_the_script() {
        InstallationSecrets made = InstallationSecrets.make();
        List<ExternalSecret> external =
                Manifests.withComponent("external-secrets").of(ExternalSecret.class);
        assertThat(external).hasSameSizeAs(Service.values());
        for (ExternalSecret secret : external) {
            Map<String, String> expected =
                    requireNonNull(made.secrets().get(secret.spec().target().name()));
            assertThat(secret.spec().data())
                    .extracting(ExternalSecret.Entry::secretKey)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (ExternalSecret.Entry entry : secret.spec().data()) {
                assertThat(made.env().get(entry.remoteRef().property())).isEqualTo(expected.get(entry.secretKey()));
            }
        }
    }

    @Test
    void a_secret_would_be_noticed() {
        assertThat(InstallationSecrets.make().env().values())
                .allSatisfy(secret -> assertThat("      KEY: " + secret + "\n").containsPattern(RANDOM));
    }

    @Test
    void keys_are_256_random_bits_and_each_is_its_own() {
        Map<String, String> env = InstallationSecrets.make().env();
        assertThat(env.values()).doesNotHaveDuplicates();
        env.forEach((name, value) -> assertThat(
                        (name.startsWith("KEY_") ? Base64.getDecoder() : Base64.getUrlDecoder()).decode(value))
                .as(name)
                .hasSize(32));
    }

    @Test
    void a_file_of_secrets_is_its_owners_and_is_never_made_anew(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(".env");
        List<String> command = List.of(Checkout.path("deploy/compose/make-env").toString(), file.toString());
        Checkout.run(folder, command);
        String first = Files.readString(file);
        Checkout.run(folder, command);
        assertThat(file).hasContent(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Checkout.text(".gitignore").lines()).contains(".env");
    }

    private static List<String> wholeSecrets(Container container) {
        return container.getEnvFrom().stream()
                .filter(source -> source.getSecretRef() != null)
                .map(source -> source.getSecretRef().getName())
                .toList();
    }

    private static List<String> singleSecrets(Container container) {
        return container.getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .map(reference -> reference.getName() + " " + reference.getKey())
                .toList();
    }
}
