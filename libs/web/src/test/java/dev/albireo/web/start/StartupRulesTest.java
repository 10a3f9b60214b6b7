package dev.albireo.web.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings that prevent a start, and warnings")
class StartupRulesTest {
    private final Installation oauth = Installation.of(ServiceIdentity.OAUTH);

    @ParameterizedTest
    @EnumSource
    void a_service_that_was_told_everything_starts_without_a_word(ServiceIdentity service) {
        assertThat(Installation.of(service).refused()).isEmpty();
        assertThat(Installation.of(service).warned()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:9090",
                "http://albireo.localhost",
                "http://127.0.0.1",
                "http://[::1]:9090",
                "https://id.example.com/tenant"
            })
    void an_issuer_is_https_or_on_this_machine(String issuer) {
        assertThat(oauth.set("albireo.issuer", issuer).refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://192.168.0.4:9090",
                "ftp://localhost",
                "id.example.com",
                "https://id.example.com?a=b",
                "https://id.example.com#a",
                "https://me:secret@id.example.com",
                "https://",
                "https://a b",
                ""
            })
    void no_other_is(String issuer) {
        one(oauth.set("albireo.issuer", issuer).refused())
                .startsWith("albireo.issuer ")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "albireo.internal.require-actor, false",
        "quarkus.profile, dev",
        "quarkus.profile, 'staging,test'",
        "quarkus.datasource.password, postgres",
        "quarkus.datasource.password, ChangeMe",
        "quarkus.datasource.password, db"
    })
    void what_is_for_development_is_refused(String key, String value) {
        one(oauth.set(key, value).refused()).startsWith(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "albireo.issuer",
                "albireo.keys.data",
                "albireo.events.signing-key",
                "albireo.events.public-keys.credentials",
                "albireo.service-clients.admin.secret",
                "quarkus.datasource.jdbc.url",
                "quarkus.datasource.reactive.url",
                "kafka.bootstrap.servers"
            })
    void what_must_be_set_is_named(String key) {
        one(Installation.of(ServiceIdentity.OAUTH).without(key).refused()).startsWith(key + " is not set; ");
        one(Installation.of(ServiceIdentity.OAUTH).set(key, " ").refused()).startsWith(key + " is not set; ");
    }

    @ParameterizedTest
    @CsvSource({
        "not base64 at all!, is not base64",
        "c2hvcnQ=, has 5 bytes in place of 32",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, is not random",
        "YSBzZWNyZXQgdGhhdCBzb21lYm9keSBtYWRlIHVwLi4=, is not random",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=, is not random"
    })
    void a_weak_key_is_named_and_not_shown(String key, String what) {
        one(oauth.set("albireo.keys.forms", key).refused())
                .startsWith("albireo.keys.forms " + what)
                .contains("head -c 32 /dev/urandom | base64")
                .doesNotContain(key);
    }

    @Test
    void random_keys_are_not_weak() {
        assertThat(IntStream.range(0, 100_000).mapToObj(_ -> KeyRules.violation(Installation.key())))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void one_key_for_two_purposes_is_named_with_both() {
        String key = oauth.value("albireo.keys.cookie");
        one(oauth.set("albireo.events.signing-key", key).refused())
                .startsWith("albireo.events.signing-key is the same as albireo.keys.cookie")
                .doesNotContain(key);
    }

    @Test
    void public_keys_of_producers_are_a_list() {
        String key = "albireo.events.public-keys.credentials";
        assertThat(oauth.set(key, Installation.key() + "," + Installation.key()).refused())
                .isEmpty();
        one(oauth.set(key, Installation.key() + ",c2hvcnQ=").refused()).startsWith("one of " + key + " has 5 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie", "forms", "data", "delivery"})
    void earlier_keys_must_be_keys(String name) {
        String earlier = "albireo.keys." + name + "-earlier";
        Installation credentials = Installation.of(ServiceIdentity.CREDENTIALS);
        assertThat(credentials.set(earlier, Installation.key()).refused()).isEmpty();
        one(credentials.set(earlier, Installation.key() + ",c2hvcnQ=").refused())
                .contains(earlier + " has 5 bytes");
    }

    @Test
    void pairwise_subjects_survive_a_replaced_key_of_client_secrets() {
        String first = oauth.value("albireo.keys.secrets");
        oauth.set("albireo.keys.secrets", Installation.key()).set("albireo.keys.secrets-earlier", first);
        one(oauth.refused()).startsWith("albireo.keys.subjects is not set");
        assertThat(oauth.set("albireo.keys.subjects", first).refused()).isEmpty();
        one(oauth.set("albireo.keys.subjects", "c2hvcnQ=").refused()).startsWith("albireo.keys.subjects has 5 bytes");
    }

    @Test
    void an_earlier_secret_of_a_service_must_be_random_too() {
        String earlier = "albireo.service-clients.admin.secret-earlier";
        assertThat(oauth.set(earlier, Installation.key()).refused()).isEmpty();
        one(oauth.set(earlier, "hunter2").refused())
                .contains(earlier + " can be guessed")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "admin-secret-admin-secret"})
    void a_secret_that_can_be_guessed_is_refused_and_not_shown(String secret) {
        one(oauth.set("albireo.service-clients.admin.secret", secret).refused())
                .startsWith("albireo.service-clients.admin.secret can be guessed")
                .doesNotContain(secret);
    }

    @Test
    void two_services_do_not_share_a_secret() {
        String secret = oauth.value("albireo.service-clients.credentials.secret");
        one(oauth.set("albireo.service-clients.admin.secret", secret).refused())
                .contains("is the same as albireo.service-clients.credentials.secret")
                .doesNotContain(secret);
    }

    @Test
    void everything_is_told_at_once() {
        List<String> lines = oauth.set("albireo.issuer", "http://id.example.com")
                .set("albireo.internal.require-actor", "false")
                .without("albireo.keys.data")
                .set("quarkus.datasource.password", "db")
                .refused();
        assertThat(lines).hasSize(4);
        assertThat(ServiceMain.report(ServiceIdentity.OAUTH, lines).lines()).hasSize(5);
        assertThat(ServiceMain.report(ServiceIdentity.OAUTH, List.of("a 100% odd line")))
                .contains("oauth does not start; there is one thing to change", "- a 100% odd line");
    }

    @ParameterizedTest
    @CsvSource({
        "albireo.trusted-proxies, 0.0.0.0/0",
        "albireo.trusted-proxies, '10.0.0.0/8,::/0'",
        "albireo.egress.allow, 10.0.0.0/8",
        "albireo.egress.allow, 'internal.example,fc00::/7'",
        "kafka.security.protocol, PLAINTEXT",
        "kafka.security.protocol, SASL_PLAINTEXT",
        "albireo.registration.mode, open",
        "albireo.authorize.implicit, true",
        "albireo.limits.enabled, false"
    })
    void what_may_have_its_reasons_is_complained_of_and_starts(String key, String value) {
        assertThat(oauth.set(key, value).refused()).isEmpty();
        one(oauth.warned()).startsWith(key + " ");
    }

    @Test
    void what_is_usual_is_not_complained_of() {
        oauth.set("albireo.trusted-proxies", "10.0.0.0/8,fd00::/32")
                .set("albireo.egress.allow", "10.1.0.0/16,internal.example")
                .set("albireo.registration.mode", "token")
                .set("kafka.bootstrap.servers", "127.0.0.1:9092,localhost:9093")
                .without("kafka.security.protocol");
        assertThat(oauth.warned()).isEmpty();
        assertThat(oauth.refused()).isEmpty();
    }

    @Test
    void development_is_for_this_machine_alone_and_there_nothing_else_counts() {
        Installation here = Installation.of(ServiceIdentity.ADMIN)
                .set("albireo.development", "true")
                .set("albireo.issuer", "http://localhost:9090")
                .set("albireo.internal.require-actor", "false")
                .without("albireo.events.signing-key")
                .set("quarkus.http.host", "127.0.0.1");
        assertThat(here.refused()).isEmpty();
        one(here.set("quarkus.http.host", "0.0.0.0").refused()).startsWith("albireo.development is true where");
        one(here.without("quarkus.http.host").refused()).startsWith("albireo.development is true where");
        one(here.set("quarkus.http.host", "127.0.0.1")
                        .set("albireo.issuer", "https://id.example.com")
                        .refused())
                .startsWith("albireo.development is true with an https issuer");
    }

    private static AbstractStringAssert<?> one(List<String> lines) {
        assertThat(lines).hasSize(1);
        return assertThat(lines.getFirst());
    }
}
