package dev.albireo.systemtests.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.config.StackService;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Aside;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Drill;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The steps of {@code docs/backup.md}, in their order, on a system of its own. The broker keeps the events after the backup. */
@DisplayName("After a restore users sign in with their factors, and ended sessions stay ended")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
@Drill
class RestoreDrillTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private Stack stack;
    private URI edge;
    private Journey journey;
    private Admin admin;
    private RelyingParty shop;
    private BaseBackup backup;

    private String anna;
    private Person annasBrowser;
    private SoftPasskey passkey;
    private Answer annasTokens;
    private String ben;
    private Authenticator app;
    private String recoveryCode;
    private String dan;

    @BeforeAll
    void a_system_with_people() {
        stack = Stack.start(Aside.options("restore").without(StackService.WEBHOOKS), System.out::println);
        edge = stack.edgeUri();
        journey = new Journey(edge);
        admin = new Admin(stack.adminUri());
        shop = RelyingParty.register(edge);
        backup = new BaseBackup(stack, "backup");
        anna = admin.newUser("anna");
        annasBrowser = journey.person();
        journey.login(annasBrowser, anna);
        passkey = journey.enrol(annasBrowser, false);
        admin.require2fa(anna, true);
        annasBrowser = journey.person();
        annasTokens = withPasskey(annasBrowser, "openid offline_access");
        ben = admin.newUser("ben");
        Person person = journey.person();
        journey.login(person, ben);
        Answer begun = person.getJson("/auth/two-factor/enable");
        app = Authenticator.scanned(begun.json().get("uri").asText());
        Answer enabled = person.postJson("/auth/two-factor/enable", Map.of("token", app.next(0)));
        recoveryCode = enabled.json().get("recoveryCodes").get(0).asText();
        dan = admin.newUser("dan");
        journey.tokens(journey.person(), dan, shop, shop.request("openid", Map.of()));
    }

    @AfterAll
    void end() {
        stack.close();
    }

    @Test
    @Order(1)
    void step_1_the_databases_are_copied_while_they_serve_and_come_back_as_they_were() throws Exception {
        backup.take(stack);
        enable(dan, false);
        Person lost = journey.person();
        withPasskey(lost, "openid");
        await().atMost(SOON).until(() -> count("oauth", "SELECT count(*) FROM person WHERE NOT enabled") == 1);

        stack.services().forEach(RunningService::stop);
        stack.postgres().stop();
        backup.restore();
        stack.postgres().start();
        setRestoredAt(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
        stack.services().forEach(RunningService::start);

        assertThat(annasBrowser.get("/account").status())
                .as("a session of before the backup")
                .isEqualTo(303);
        assertThat(lost.get("/account").status())
                .as("a session of the lost time")
                .isEqualTo(303);
        assertThat(refused(annasBrowser)).isTrue();
        assertThat(refused(lost)).isTrue();
    }

    @Test
    @Order(2)
    void step_2_people_sign_in_with_their_factors() {
        assertThat(withPasskey(journey.person(), "openid").status()).isEqualTo(200);
        assertThat(bens("token", app.next(0))).isEqualTo("/account");
        assertThat(bens("recovery_code", recoveryCode)).isEqualTo("/account");
        assertThat(bens("recovery_code", recoveryCode))
                .as("a recovery code is valid once")
                .isEqualTo("/login/2fa");
    }

    @Test
    @Order(2)
    void step_2_tokens_of_before_verify_and_refresh() throws Exception {
        SignedJWT token = SignedJWT.parse(annasTokens.json().get("access_token").asText());
        JWKSet keys = JWKSet.load(edge.resolve("/.well-known/jwks.json").toURL());
        assertThat(token.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        Answer fresh =
                shop.refresh(edge, annasTokens.json().get("refresh_token").asText());
        assertThat(fresh.status()).as(fresh.toString()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void step_3_what_administrators_say_now_is_newer_than_what_was_told_in_the_lost_time() throws Exception {
        assertThat(journey.tokens(journey.person(), dan, shop, shop.request("openid", Map.of()))
                        .status())
                .as("the restore loses that the user was disabled; the administrator must repeat it")
                .isEqualTo(200);
        enable(dan, false);
        await().atMost(SOON).until(() -> count("credentials", "SELECT count(*) FROM outbox") == 0);

        RunningService oauth = stack.service("oauth");
        oauth.stop();
        execute("oauth", "TRUNCATE person");
        forgetOffsets("albireo-oauth");
        oauth.start();

        long users = count("credentials", "SELECT count(*) FROM users");
        await().atMost(SOON).until(() -> count("oauth", "SELECT count(*) FROM person") == users);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count(
                                "oauth", "SELECT count(*) FROM person WHERE username = '" + dan + "' AND NOT enabled"))
                        .as("a projection rebuilt from the log keeps the user disabled")
                        .isEqualTo(1));
        assertThat(journey.login(journey.person(), dan).status()).isNotEqualTo(303);
    }

    private Answer withPasskey(Person person, String scope) {
        Pending pending = shop.request(scope, Map.of());
        Answer login = person.follow(person.get(pending.uri()));
        Answer page = person.follow(journey.login(person, login, anna));
        Answer proved = journey.secondFactor(person, page, passkey);
        Answer tokens = shop.redeem(pending, journey.toCallback(person, journey.goOn(person, proved)));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return tokens;
    }

    /** Returns where ben's browser ends with this proof after the password. */
    private String bens(String field, String proof) {
        Person person = journey.person();
        Answer page = person.follow(journey.login(person, ben));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Answer way = new WebApp(edge, shop.clientId()).otherWay(person, page, field);
        return person.follow(person.submit(way, "/login/2fa", Map.of(field, proof)))
                .uri()
                .getPath();
    }

    /** Returns whether a silent authorization fails. */
    private boolean refused(Person person) {
        Pending pending = shop.request("openid", Map.of("prompt", "none"));
        return person.get(pending.uri()).location().toString().contains("error=login_required");
    }

    private void enable(String username, boolean enabled) {
        admin.data("mutation { setUserEnabled(username: \"" + username + "\", enabled: " + enabled + ") { success } }");
    }

    private void setRestoredAt(Instant at) throws IOException {
        for (String service : List.of("oauth", "credentials")) {
            Path settings = stack.options().data().resolve("config/" + service + ".properties");
            Files.writeString(settings, "albireo.restore.at=" + at + "\n", StandardOpenOption.APPEND);
        }
    }

    private void forgetOffsets(String group) throws Exception {
        Map<String, Object> broker =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers());
        try (var client = org.apache.kafka.clients.admin.Admin.create(broker)) {
            client.deleteConsumerGroups(List.of(group)).all().get();
        }
    }

    private long count(String service, String sql) throws SQLException {
        try (Connection connection = connect(service);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String service, String sql) throws SQLException {
        try (Connection connection = connect(service);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String service) throws SQLException {
        var database = stack.postgres().database(service);
        return DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
    }
}
