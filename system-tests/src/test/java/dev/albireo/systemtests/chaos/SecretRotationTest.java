package dev.albireo.systemtests.chaos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWEObject;
import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.protocol.DataKey;
import dev.albireo.protocol.SignatureKey;
import dev.albireo.systemtests.chaos.Ledger.Request;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Aside;
import dev.albireo.systemtests.support.Drill;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Resources;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Replaces every secret of docs/secrets.md, in the steps of that page, by changed files alone, while users and clients carry on whose
 * sessions and refresh tokens are older.
 */
@DisplayName("Every secret is replaced under load: no request fails, no user is signed out, no event is lost")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Drill
class SecretRotationTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int SOME = 30;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<StackService, List<StackService>> CONSUMERS = Map.of(
            StackService.OAUTH, List.of(StackService.ADMIN),
            StackService.CREDENTIALS, List.of(StackService.OAUTH, StackService.WEBHOOKS, StackService.ADMIN),
            StackService.WEBHOOKS, List.of(StackService.CREDENTIALS, StackService.ADMIN),
            StackService.ADMIN, List.of());

    private final Map<StackService, MountedSecret> mounted = new EnumMap<>(StackService.class);
    private final List<Request> requests = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private Stack stack;

    @BeforeAll
    @SuppressWarnings("NullAway")
    void start() {
        StackOptions options = Aside.options("secret-rotation");
        for (StackService service : StackService.values()) {
            mounted.put(
                    service, new MountedSecret(options.data().resolve("mounted").resolve(service.id())));
            options = options.withSetting(
                            service,
                            "albireo.secrets.directory",
                            mounted(service).folder().toString())
                    .withSetting(service, "albireo.secrets.poll", "PT0.2S")
                    .withSetting(service, "albireo.attempts.delivery-per-user", "1000")
                    .withSetting(service, "albireo.attempts.delivery-per-network", "10000")
                    // Connections end soon, so that new ones need the present password.
                    .withSetting(service, "quarkus.datasource.reactive.max-lifetime", "PT2S")
                    .withSetting(service, "quarkus.datasource.reactive.max-size", "8");
        }
        stack = Stack.start(options.withReplicas(StackService.OAUTH, 2), System.out::println);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void in_the_steps_of_the_runbook() {
        Admin admin = new Admin(stack.adminUri());
        URI edge = stack.edgeUri();
        Journey journey = new Journey(edge);
        RelyingParty shop = RelyingParty.register(edge);
        RelyingParty machine = RelyingParty.confidential(edge);
        String name = admin.newUser("steady");
        Administration administration = new Administration(() -> admin);
        Groups groups = new Groups(stack.kafka().bootstrapServers());
        try (DeliveredCodes codes = new DeliveredCodes(edge, journey, new Resources(stack.adminUri()));
                Traffic traffic = new Traffic(ledger)) {
            traffic.add("delivered codes", codes);
            traffic.add("administration", administration);
            traffic.add("kept session", new KeptSession(journey, shop, name));
            traffic.add("refresh chain", new RefreshChain(journey, machine, edge, name, ledger));
            traffic.add("whole logins", new WholeLogin(edge, journey, machine, admin));
            traffic.add("machine", new Machine(machine));
            carryOn();

            replaceKeyOfClientSecrets(machine.clientId());
            replaceForSomeTime("albireo.keys.cookie", StackService.OAUTH, StackService.CREDENTIALS);
            replaceForSomeTime("albireo.keys.forms", StackService.OAUTH);
            replaceForSomeTime("albireo.keys.forms", StackService.CREDENTIALS);
            replaceDataKey(traffic, StackService.OAUTH, "SELECT data_key_id FROM signing_key");
            replaceDataKey(
                    traffic,
                    StackService.CREDENTIALS,
                    "SELECT key_id FROM totp UNION ALL SELECT secrets_key_id FROM auth_config WHERE secrets IS NOT NULL");
            replaceKeyOfDeliveries(traffic);
            replaceServiceSecret(StackService.CREDENTIALS);
            replaceServiceSecret(StackService.ADMIN);
            for (StackService producer : StackService.values()) {
                replaceEventKey(producer, groups);
            }
            for (StackService service : StackService.values()) {
                replaceDatabaseRole(service);
            }
        }
        requests.addAll(ledger.takeRequests());
        assertThat(requests).filteredOn(Request::failed).isEmpty();
        assertThat(ledger.takeBroken()).isEmpty();
        assertThat(ledger.takeLostInFlight()).isEmpty();
        assertThat(new Books(stack).differences(administration.acknowledged())).isEmpty();
        for (RunningService process : stack.services()) {
            assertThat(metric(process, "albireo_secrets_reloads_total{outcome=\"refused\""))
                    .isZero();
            assertThat(metric(process, "albireo_events_dropped_total")).isZero();
            assertThat(metric(process, "albireo_events_dead_total")).isZero();
        }
        requireNewTokensOfServices(admin, journey, shop);
    }

    /** What was made with the earlier key is in browsers, so the key stays for their lifetime. */
    private void replaceForSomeTime(String key, StackService... services) {
        replaceForSomeTime(key, key(), services);
    }

    private void replaceForSomeTime(String key, String next, StackService... services) {
        String earlier = current(key, services[0]);
        change(set(key + "-earlier", List.of(next)), services);
        change(set(key, List.of(next)).and(set(key + "-earlier", List.of(earlier))), services);
    }

    private void replaceKeyOfClientSecrets(String client) {
        String key = "albireo.keys.secrets";
        String earlier = current(key, StackService.OAUTH);
        String next = key();
        String sql = "SELECT secret_hash FROM client WHERE id = '" + client + "'";
        List<String> before = texts(StackService.OAUTH, sql);
        change(
                set("albireo.keys.subjects", List.of(earlier)).and(set(key + "-earlier", List.of(next))),
                StackService.OAUTH);
        change(set(key, List.of(next)).and(set(key + "-earlier", List.of(earlier))), StackService.OAUTH);
        await().atMost(SOON).until(() -> !texts(StackService.OAUTH, sql).equals(before));
        carryOn();
        change(set(key + "-earlier", List.of()), StackService.OAUTH);
    }

    /** Browsers carry encrypted interactions, so the earlier key goes after the sign-ins that began with it. */
    private void replaceDataKey(Traffic traffic, StackService service, String keyIds) {
        String key = "albireo.keys.data";
        String next = key();
        replaceForSomeTime(key, next, service);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts(service, keyIds))
                        .isNotEmpty()
                        .containsOnly(DataKey.ofBase64(next).id()));
        traffic.awaitRound(SOON);
        change(set(key + "-earlier", List.of()), service);
    }

    private void replaceKeyOfDeliveries(Traffic traffic) {
        String key = "albireo.keys.delivery";
        String next = key();
        String id = DataKey.ofBase64(next).id();
        replaceForSomeTime(key, next, StackService.WEBHOOKS, StackService.CREDENTIALS);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(texts(
                                StackService.WEBHOOKS,
                                "SELECT sealed FROM endpoint_config WHERE sealed IS NOT NULL UNION ALL"
                                        + " SELECT sealed FROM otp_delivery WHERE sealed IS NOT NULL"))
                        .isNotEmpty()
                        .allSatisfy(jwe -> assertThat(keyId(jwe)).isEqualTo(id)));
        traffic.awaitRound(SOON);
        change(set(key + "-earlier", List.of()), StackService.WEBHOOKS, StackService.CREDENTIALS);
    }

    private void replaceServiceSecret(StackService client) {
        String accepted = "albireo.service-clients." + client.id() + ".secret";
        String earlier = current(accepted, StackService.OAUTH);
        String next = key();
        change(set(accepted + "-earlier", List.of(next)), StackService.OAUTH);
        change(set("quarkus.oidc-client.credentials.secret", List.of(next)), client);
        change(set(accepted, List.of(next)).and(set(accepted + "-earlier", List.of(earlier))), StackService.OAUTH);
        change(set(accepted + "-earlier", List.of()), StackService.OAUTH);
    }

    private void replaceEventKey(StackService producer, Groups groups) {
        String known = "albireo.events.public-keys." + producer.id();
        String earlier = SignatureKey.ofSeed(current("albireo.events.signing-key", producer))
                .publicKey();
        String seed = key();
        String next = SignatureKey.ofSeed(seed).publicKey();
        StackService[] consumers = requireNonNull(CONSUMERS.get(producer)).toArray(StackService[]::new);
        change(set(known, List.of(earlier, next)), consumers);
        change(set("albireo.events.signing-key", List.of(seed)).and(set(known, List.of(earlier))), producer);
        groups.awaitArrival(SOON);
        change(set(known, List.of(next)), consumers);
    }

    /** Two roles take turns: the one that owns the database stays, and the other acts in its name. */
    private void replaceDatabaseRole(StackService service) {
        String role = service.id() + "_2";
        String password = key();
        superuser("CREATE ROLE " + role + " LOGIN PASSWORD '" + password + "' IN ROLE " + service.id());
        superuser("ALTER ROLE " + role + " SET role = '" + service.id() + "'");
        change(
                set("quarkus.datasource.username", List.of(role))
                        .and(set("quarkus.datasource.password", List.of(password))),
                service);
        await().atMost(SOON)
                .until(() -> !texts(service, "SELECT pid::text FROM pg_stat_activity WHERE usename = '" + role + "'")
                        .isEmpty());
    }

    /** A token of a service lives minutes; with the keys that signed it gone, each needs another one, and its new secret. */
    private void requireNewTokensOfServices(Admin admin, Journey journey, RelyingParty shop) {
        JsonNode keys = admin.data("{ signingKeys { kid } }").get("signingKeys");
        keys.findValuesAsText("kid")
                .forEach(kid ->
                        admin.data("mutation { revokeSigningKey(kid: \"" + kid + "\", reason: \"drill\") { kid } }"));
        String name = admin.newUser("after");
        journey.tokens(journey.person(), name, shop, shop.request("openid", Map.of()));
    }

    /** A change of the settings of one or more services. */
    private interface Change {
        void of(MountedSecret secret);

        default Change and(Change other) {
            return secret -> {
                of(secret);
                other.of(secret);
            };
        }
    }

    private static Change set(String setting, List<String> values) {
        return secret -> secret.set(setting, values);
    }

    /** Changes the files of these services, waits until each of their processes uses them, and lets the load carry on for a while. */
    private void change(Change change, StackService... services) {
        List<StackService> all = List.of(services);
        Map<RunningService, Double> before = stack.services().stream()
                .filter(process -> all.contains(process.instance().service()))
                .collect(Collectors.toMap(Function.identity(), SecretRotationTest::reloads));
        for (StackService service : all) {
            change.of(mounted(service));
            mounted(service).publish();
        }
        before.forEach((process, reloads) ->
                await(process.name() + " uses changed files").atMost(SOON).until(() -> reloads(process) > reloads));
        carryOn();
    }

    private void carryOn() {
        List<Request> some = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            some.addAll(ledger.takeRequests());
            return some.size() > SOME;
        });
        requests.addAll(some);
    }

    private MountedSecret mounted(StackService service) {
        return requireNonNull(mounted.get(service));
    }

    /** Returns the value that the launcher or an earlier change has set. */
    private String current(String setting, StackService service) {
        return mounted(service)
                .value(setting)
                .orElseGet(() -> property("config/" + service.id() + ".properties", setting));
    }

    private String property(String file, String key) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(stack.options().data().resolve(file))) {
            properties.load(reader);
            return requireNonNull(properties.getProperty(key), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String keyId(String jwe) {
        try {
            return JWEObject.parse(jwe).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static double reloads(RunningService process) {
        return metric(process, "albireo_secrets_reloads_total{outcome=\"applied\"");
    }

    /** Returns the sum of the series that begin with this text. */
    private static double metric(RunningService process, String series) {
        return new Person(process.managementUri())
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private List<String> texts(StackService service, String sql) {
        Database database = stack.postgres().database(service.id());
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private void superuser(String sql) {
        String url = "jdbc:postgresql://127.0.0.1:" + stack.postgres().port() + "/postgres";
        String password = property("config/secrets.properties", "password.database.postgres");
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("as superuser", e);
        }
    }
}
