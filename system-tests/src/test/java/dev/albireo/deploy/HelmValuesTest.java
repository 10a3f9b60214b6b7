package dev.albireo.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.devstack.config.StackService;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The values of the Helm chart")
class HelmValuesTest {
    /** Another value of each, and where it takes effect with another alone, that one. The four services have the same values. */
    private static final String OTHERS = """
            issuer                                          "https://login.example.org"
            image.repository                                "registry.example.org/albireo"
            image.tag                                       "1.2.3"
            image.pullPolicy                                "Always"
            image.pullSecrets                               ["registry"]
            settings                                        {"ALBIREO_EVENTS_POLL":"PT2S"}
            services.oauth.image.digest                     "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            services.oauth.settings                         {"ALBIREO_LIMITS_FAILURES":"30"}
            services.oauth.database.host                    "postgres.example.org"
            services.oauth.database.name                    "albireo_oauth"
            services.oauth.secrets.settings                 "other"
            services.oauth.secrets.database                 "other"
            services.oauth.secrets.databaseCa               "other" postgresql.tls=true
            services.oauth.secrets.kafka                    "other"
            services.oauth.replicas                         5 services.oauth.autoscaling.enabled=false
            services.oauth.autoscaling.enabled              false
            services.oauth.autoscaling.minReplicas          2
            services.oauth.autoscaling.maxReplicas          20
            services.oauth.autoscaling.cpuUtilization       60
            services.oauth.autoscaling.requestsPerSecond    400
            services.oauth.resources.requests               {"cpu":"1"}
            services.oauth.resources.limits                 {"memory":"1Gi"}
            migration.activeDeadlineSeconds                 7200
            migration.resources.requests                    {"cpu":"1"}
            migration.resources.limits                      {"memory":"1Gi"}
            postgresql.port                                 6432
            postgresql.tls                                  true
            postgresql.peers                                [{"ipBlock":{"cidr":"10.1.0.0/24"}}]
            kafka.bootstrapServers                          "kafka-0.example.org:9094,kafka-1.example.org:9094"
            kafka.caSecret                                  "other"
            kafka.peers                                     [{"ipBlock":{"cidr":"10.2.0.0/24"}}]
            tls.secretName                                  "other"
            ingress.enabled                                 false
            ingress.className                               "nginx"
            ingress.annotations                             {"example.org/limit":"64k"}
            gateway.enabled                                 true
            gateway.className                               "cilium" gateway.enabled=true
            adminIngress.enabled                            true
            adminIngress.className                          "other" adminIngress.enabled=true
            adminIngress.host                               "admin.example.org" adminIngress.enabled=true
            adminIngress.tlsSecretName                      "other" adminIngress.enabled=true
            adminIngress.annotations                        {"example.org/limit":"64k"} adminIngress.enabled=true
            networkPolicy.enabled                           false
            networkPolicy.dnsPeers                          [{"ipBlock":{"cidr":"169.254.20.10/32"}}]
            tracing.enabled                                 true
            tracing.endpoint                                "http://otel.example.org:4319" tracing.enabled=true
            tracing.sampling                                "0.5" tracing.enabled=true
            mail.enabled                                    true
            mail.host                                       "smtp.example.org" mail.enabled=true
            mail.port                                       2587 mail.enabled=true
            mail.from                                       "no-reply@example.org" mail.enabled=true
            mail.peers                                      [{"ipBlock":{"cidr":"10.3.0.0/24"}}] mail.enabled=true
            podMonitor.enabled                              true
            podMonitor.interval                             "30s" podMonitor.enabled=true
            podDisruptionBudget.maxUnavailable              "25%"
            topologySpread.whenUnsatisfiable                "DoNotSchedule"
            scheduling.nodeSelector                         {"example.org/pool":"identity"}
            scheduling.tolerations                          [{"key":"example.org/pool","operator":"Exists"}]
            scheduling.priorityClassName                    "high"
            """;

    record Other(String key, String value, String condition) {
        static Stream<Other> all() {
            return OTHERS.lines().map(line -> line.split(" +", 3)).map(Other::of);
        }

        private static Other of(String[] words) {
            return new Other(words[0], words[1], words.length > 2 ? words[2] : "global.x=true");
        }

        Manifests without() {
            return HelmChart.template("--set", condition);
        }

        Manifests with() {
            return HelmChart.template("--set", condition, "--set-json", key + "=" + value);
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static Stream<Other> others() {
        return Other.all();
    }

    @ParameterizedTest
    @MethodSource("others")
    void each_of_them_changes_the_manifests(Other other) {
        assertThat(other.with().text()).isNotEqualTo(other.without().text());
    }

    @Test
    void all_of_them_are_tested() {
        assertThat(others().map(Other::key))
                .containsExactlyInAnyOrderElementsOf(ChartValue.all().stream()
                        .map(ChartValue::key)
                        .filter(key -> !key.matches("services\\.(credentials|admin|webhooks)\\..*"))
                        .toList());
    }

    @Test
    void are_all_described_and_cannot_be_misspelt_or_left_out() {
        assertThat(ChartValue.all()).allSatisfy(value -> {
            assertThat(value.description()).as(value.key()).endsWith(".").hasSizeGreaterThan(20);
            assertThat(value.standard().isMissingNode() || value.standard().isNull())
                    .as(value.key())
                    .isFalse();
        });
        assertThat(ChartValue.groups()).allSatisfy(group -> {
            assertThat(group.description()).as(group.key()).endsWith(".");
            Set<String> names = new TreeSet<>();
            group.schema().get("properties").fieldNames().forEachRemaining(names::add);
            names.remove("global");
            assertThat(group.standard().fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names);
            assertThat(group.schema().get("required"))
                    .extracting(name -> name.asText())
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(group.schema().get("additionalProperties").toString()).isEqualTo("false");
        });
    }

    @Test
    void are_on_their_page() throws IOException {
        if (Boolean.getBoolean("albireo.docs.write")) {
            Files.writeString(Checkout.path(HelmPage.PATH), HelmPage.text());
        }
        assertThat(Checkout.text(HelmPage.PATH))
                .as(HelmPage.PATH + " is out of date; run: make docs")
                .isEqualTo(HelmPage.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"albireo/values.yaml", "prod.yaml", "dev.yaml"})
    void make_a_chart_that_helm_lint_accepts(String file) {
        HelmChart.lint("--values", file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            isuer="https://id.example.com"                        | Additional property isuer is not allowed
            services.oauth.replica=2                              | Additional property replica is not allowed
            services.tokens={}                                    | Additional property tokens is not allowed
            services.oauth=null                                   | services: oauth is required
            services.oauth.replicas="two"                         | Expected: integer, given: string
            services.oauth.replicas=0                             | Must be greater than or equal to 1
            settings={"ALBIREO_EVENTS_BATCH":100}                 | Expected: string, given: integer
            settings={"albireo.events.batch":"100"}               | Property name of "albireo.events.batch" does not match
            settings={"ALBIREO_ISSUER":"https://a.example.org"}   | Property name of "ALBIREO_ISSUER" does not match
            settings={"ALBIREO_EVENTS_SIGNING_KEY":"c2VjcmV0"}    | Property name of "ALBIREO_EVENTS_SIGNING_KEY" does not match
            services.oauth.settings={"ALBIREO_KEYS_DATA":"c2VjcmV0"}  | Property name of "ALBIREO_KEYS_DATA" does not match
            issuer="http://id.example.com"                        | issuer: Does not match pattern
            issuer="https://id.example.com/"                      | issuer: Does not match pattern
            image.tag=1.2                                         | Expected: string, given: number
            services.oauth.image.digest="sha256:12"               | digest: Does not match pattern
            kafka.bootstrapServers="kafka"                        | bootstrapServers: Does not match pattern
            kafka.peers=[]                                        | Array must have at least 1 items
            postgresql.peers=[{}]                                 | Must have at least 1 properties
            podDisruptionBudget.maxUnavailable=0                  | Must be greater than or equal to 1
            topologySpread.whenUnsatisfiable="Sometimes"          | must be one of the following
            """)
    void are_refused_with_a_wrong_name_or_type(String value, String reason) {
        assertThatThrownBy(() -> HelmChart.template("--set-json", value))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refuse_a_gateway_without_https() {
        assertThatThrownBy(() -> HelmChart.template("--set", "gateway.enabled=true,issuer=http://albireo.localhost"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gateway.enabled needs an issuer with https");
    }

    @Test
    void give_every_pod_its_image_by_digest_and_the_credentials_for_it() {
        String digest = "sha256:" + "0123456789abcdef".repeat(4);
        Manifests manifests = HelmChart.template(
                "--set", "image.pullSecrets={registry}", "--set", "services.admin.image.digest=" + digest);
        assertThat(manifests.pods().values())
                .allSatisfy(pod -> assertThat(pod.getSpec().getImagePullSecrets())
                        .containsExactly(new LocalObjectReference("registry")));
        assertThat(List.of("admin", "admin-migration"))
                .allSatisfy(name -> assertThat(Manifests.container(
                                        requireNonNull(manifests.pods().get(name)))
                                .getImage())
                        .matches("ghcr\\.io/albireo/admin:[0-9.]+@" + digest));
    }

    @Test
    void set_the_number_of_pods_where_no_autoscaler_does() {
        Manifests manifests =
                HelmChart.template("--set", "services.oauth.autoscaling.enabled=false,services.oauth.replicas=5");
        assertThat(manifests.of(HorizontalPodAutoscaler.class))
                .extracting(scaler -> scaler.getMetadata().getName())
                .containsExactlyInAnyOrder("admin", "credentials", "webhooks");
        assertThat(manifests.of(Deployment.class))
                .filteredOn(deployment -> deployment.getSpec().getReplicas() != null)
                .singleElement()
                .satisfies(deployment -> {
                    assertThat(deployment.getMetadata().getName()).isEqualTo(StackService.OAUTH.id());
                    assertThat(deployment.getSpec().getReplicas()).isEqualTo(5);
                });
    }

    @Test
    void leave_out_every_network_policy_together() {
        assertThat(HelmChart.template(
                                "--set", "networkPolicy.enabled=false,tracing.enabled=true,adminIngress.enabled=true")
                        .of(NetworkPolicy.class))
                .isEmpty();
    }
}
