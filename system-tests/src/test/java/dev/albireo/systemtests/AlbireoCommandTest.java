package dev.albireo.systemtests;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.AlbireoCommand;
import dev.albireo.systemtests.support.AlbireoCommand.Ran;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Receiver;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.StoredSigningKeys;
import dev.albireo.testkit.SoftPasskey;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The albireo command against the running system")
class AlbireoCommandTest {
    private final String id = "c-" + UUID.randomUUID();

    @TempDir
    Path folder;

    private AlbireoCommand albireo;

    @BeforeEach
    void it_talks_to_the_open_port() {
        albireo = new AlbireoCommand(folder, Running.stack().adminUri());
    }

    @Test
    void a_user_is_added_found_and_must_have_a_second_factor() {
        Ran added = albireo.runFile(
                Admin.PASSWORD + "\n", "user", "add", id, "--password-file", "-", "--email", id + "@example.com");
        assertThat(added.code()).as(added.toString()).isZero();
        assertThat(added.out()).isEqualTo("User " + id + " was created\n");
        assertThat(Running.journey().login(Running.journey().person(), id).status())
                .isEqualTo(303);

        assertThat(done("require-2fa", id).out()).contains("2FA requirement updated for user " + id);
        JsonNode status = done("2fa-status", id, "-o", "json").json();
        assertThat(status.get("requires2fa").asBoolean()).isTrue();
        assertThat(status.get("passkeyEnrolled").asBoolean()).isFalse();
        assertThat(done("user", "list", "--search", id, "-o", "json")
                        .json()
                        .at("/0/requires2fa")
                        .asBoolean())
                .isTrue();
        assertThat(done("user", "list", "--search", id).out().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("USERNAME");
        assertThat(done("reset-2fa", id, "--reason", "a test").out())
                .contains(id + " was left with the password alone");
        assertThat(done("require-2fa", id, "--off").code()).isZero();
        assertThat(done("user", "disable", id, "-o", "yaml").out()).contains("enabled: false");
        assertThat(done("user", "enable", id).out()).contains("enabled");
        assertThat(done("user", "show", id, "-o", "json").json().get("enabled").asBoolean())
                .isTrue();
    }

    @Test
    void a_user_is_changed_and_deleted_by_any_login_name() {
        done("user", "add", id, "--no-password", "--email", id + "@example.com", "--email-verified");

        assertThat(done("user", "update", id + "@example.com", "--name", "Ann", "--group", "staff", "--group", "sales")
                        .out())
                .isEqualTo("User " + id + "@example.com was changed\n");
        JsonNode shown = done("user", "show", id, "-o", "json").json();
        assertThat(shown.get("name").asText()).isEqualTo("Ann");
        assertThat(shown.get("groups")).hasToString("[\"staff\",\"sales\"]");
        assertThat(shown.get("emailVerified").asBoolean()).isTrue();
        done("user", "update", id, "--group", "", "--no-email-verified");
        shown = done("user", "show", id, "-o", "json").json();
        assertThat(shown.get("groups")).isEmpty();
        assertThat(shown.get("emailVerified").asBoolean()).isFalse();
        assertThat(albireo.run("user", "update", id).code()).isEqualTo(64);

        assertThat(done("user", "delete", id).out()).isEqualTo("User " + id + " was deleted\n");
        assertThat(albireo.run("user", "show", id).err()).contains("User not found: " + id);
    }

    @Test
    void a_group_is_declared_and_its_members_change() {
        String group = "g-" + id;
        done("user", "add", id, "--no-password");

        assertThat(done("group", "add", group, "--name", "Staff", "--member", id)
                        .out())
                .isEqualTo("Group " + group + " was created\n");
        assertThat(albireo.run("group", "add", group).err()).contains("use albireo group update");
        JsonNode shown = done("group", "show", group, "-o", "json").json();
        assertThat(shown.get("memberCount").asInt()).isEqualTo(1);
        assertThat(shown.get("requires2fa").asBoolean()).isFalse();
        done("group", "update", group, "--require-2fa", "--name", "");
        shown = done("group", "show", group, "-o", "json").json();
        assertThat(shown.get("requires2fa").asBoolean()).isTrue();
        assertThat(shown.get("name").isNull()).isTrue();
        assertThat(done("group", "list").out()).contains(group);
        assertThat(done("group", "members", group, "-o", "json")
                        .json()
                        .at("/0/username")
                        .asText())
                .isEqualTo(id);
        done("group", "remove-members", group, id);
        assertThat(done("group", "members", group, "-o", "json").json()).isEmpty();
        done("group", "add-members", group, id);
        Ran unknown = albireo.run("group", "add-members", group, id, "unknown-" + id);
        assertThat(unknown.code()).as(unknown.toString()).isEqualTo(1);
        assertThat(unknown.err()).contains("members[1] is no user");
        assertThat(albireo.run("group", "update", group).code()).isEqualTo(64);
        assertThat(done("group", "delete", group).out()).isEqualTo("Group " + group + " was deleted\n");
        assertThat(done("user", "show", id, "-o", "json").json().get("groups")).isEmpty();
        assertThat(albireo.run("group", "show", group).err()).contains("Group not found: " + group);
        done("user", "delete", id);
    }

    @Test
    void who_is_not_there_is_a_failure_that_says_so() {
        for (String command : List.of(
                "require-2fa", "2fa-status", "user show", "user disable", "user delete", "user update --name Ann")) {
            Ran ran = albireo.run((command + " unknown-" + id).split(" "));
            assertThat(ran.code()).as(ran.toString()).isEqualTo(1);
            assertThat(ran.err()).contains("User not found: unknown-" + id).hasLineCount(1);
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void a_folder_is_rehearsed_applied_and_then_makes_no_difference() throws IOException {
        write("b/client.yaml", """
                resourceType: Client
                id: %1$s
                name: An application
                secret: verysecret-%1$s
                auth_config: %1$s
                auth:
                  authorization_code:
                    redirect_uri: https://app.example/cb
                ---
                resourceType: User
                id: %1$s
                displayName: no
                password: a long password
                """.formatted(id));
        write("z.json", "{\"resourceType\":\"AuthConfig\",\"id\":\"" + id + "\",\"twoFactor\":{\"issuerName\":\"x\"}}");

        Ran rehearsed = albireo.run("apply", "-f", "config", "-f", folder.toString(), "--dry-run", "--exit-code");
        assertThat(rehearsed.code())
                .as("there is no folder config: " + rehearsed)
                .isEqualTo(65);
        rehearsed = albireo.run("apply", "-f", folder.toString(), "--dry-run", "--exit-code");
        assertThat(rehearsed.code()).as(rehearsed.toString()).isEqualTo(2);
        assertThat(rehearsed.out())
                .containsSubsequence(
                        "+  issuerName: x",
                        "AuthConfig/" + id + " would be created",
                        "Client/" + id + " would be created",
                        "+displayName:",
                        "User/" + id + " would be created",
                        "3 would be created")
                .contains("written, not shown: secret")
                .doesNotContain("verysecret");
        assertThat(albireo.run("get", "Client", id).code()).isEqualTo(1);

        assertThat(done("apply", "-f", folder.toString()).out()).endsWith("3 created\n");
        assertThat(done("apply", "-f", folder.toString(), "--dry-run", "--exit-code")
                        .out())
                .endsWith("3 unchanged\n");
        assertThat(done("apply", "-f", folder.toString()).out()).endsWith("3 unchanged\n");

        Files.writeString(
                folder.resolve("z.json"),
                Files.readString(folder.resolve("z.json")).replace("\"x\"", "\"y\""));
        JsonNode changed = done("apply", "-f", folder.toString(), "-o", "json").json();
        assertThat(changed.at("/0/result").asText()).isEqualTo("changed");
        assertThat(changed.at("/0/diff").toString()).contains("-  issuerName: x", "+  issuerName: y");
        assertThat(changed.at("/1/result").asText()).isEqualTo("unchanged");
        for (String type : List.of("AuthConfig", "Client", "User")) {
            assertThat(done("delete", type, id).out()).isEqualTo(type + "/" + id + " deleted\n");
        }
    }

    @Test
    void what_is_exported_is_taken_back_without_a_difference() throws IOException {
        done("apply", "-f", write("hook.yaml", """
                resourceType: AuthConfig
                id: %s
                twoFactor: {webhook: {endpoint: 'http://127.0.0.1:1/otp', headers: {X-Key: secret-%s}}}
                """.formatted(id, id)).toString());
        Path exported = folder.resolve("exported");

        assertThat(done("export", "--folder", exported.toString()).out()).contains("resources written to");
        assertThat(exported.resolve("Client/mywebapp.yaml")).exists();
        assertThat(exported.resolve("Client/albireo-cli.yaml")).doesNotExist();
        assertThat(Files.readString(exported.resolve("AuthConfig/" + id + ".yaml")))
                .doesNotContain("secret-");
        // The other tests declare and delete resources meanwhile.
        Path kept = Files.createDirectories(folder.resolve("kept"));
        for (String resource : List.of("Client/mywebapp", "AuthConfig/myconfig", "AuthConfig/" + id)) {
            Path file = exported.resolve(resource + ".yaml");
            Files.copy(file, kept.resolve(file.getFileName()));
        }
        Ran back = albireo.run("apply", "-f", kept.toString(), "--dry-run", "--exit-code");
        assertThat(back.code()).as(back.toString()).isZero();
        String own = Pattern.compile("(?m)^---$")
                .splitAsStream(done("export", "--type", "AuthConfig").out())
                .filter(document -> document.contains(id))
                .collect(joining());
        assertThat(albireo.runWith(own, "apply", "-f", "-").out()).endsWith(" unchanged\n");
        done("delete", "AuthConfig", id);
    }

    @Test
    void a_webhook_subscription_is_declared_tested_repeated_and_exported() throws IOException {
        try (Receiver receiver = new Receiver()) {
            String file = write("subscription.yaml", """
                    resourceType: WebhookSubscription
                    id: %1$s
                    url: %2$s
                    eventTypes: [albireo.GroupDeleted.v1]
                    filter: {group: %1$s}
                    headers: {X-Key: hidden-%1$s}
                    """.formatted(id, receiver.uri()))
                    .toString();
            assertThat(done("apply", "-f", file, "--dry-run").out()).contains("would be created");
            assertThat(done("apply", "-f", file, "--show-secrets").out())
                    .contains(
                            "WebhookSubscription/" + id + " created",
                            "written, not shown: headers",
                            "generated, shown once: {\"secret\":\"whsec_")
                    .doesNotContain("hidden-");
            assertThat(done("get", "WebhookSubscription").out()).contains(id);
            assertThat(done("get", "WebhookSubscription", id, "-o", "yaml").out())
                    .contains("- X-Key")
                    .doesNotContain("hidden-", "whsec_");
            String own = Pattern.compile("(?m)^---$")
                    .splitAsStream(
                            done("export", "--type", "WebhookSubscription").out())
                    .filter(document -> document.contains(id))
                    .collect(joining());
            assertThat(albireo.runWith(own, "apply", "-f", "-").out())
                    .isEqualTo("WebhookSubscription/" + id + " unchanged\n");

            String delivery = done("webhook", "test", id, "-o", "json")
                    .json()
                    .get("testWebhookSubscription")
                    .asText();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> done("webhook", "deliveries", id, "--state", "delivered")
                            .out()
                            .contains(delivery));
            assertThat(done("webhook", "replay", id, "--from", "PT1H").out()).isEqualTo("1 delivery is repeated\n");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> receiver.deliveries().size() == 2);
            assertThat(done("webhook", "replay", id, "--delivery", "msg_unknown")
                            .out())
                    .isEqualTo("0 deliveries are repeated\n");
            assertThat(albireo.run("webhook", "test", "unknown-" + id).err())
                    .contains("WebhookSubscription not found")
                    .hasLineCount(1);
            assertThat(done("delete", "WebhookSubscription", id).out())
                    .isEqualTo("WebhookSubscription/" + id + " deleted\n");
        }
    }

    @Test
    void what_is_wrong_is_said_before_anything_is_done() throws IOException {
        Path bad = write("bad.yaml", "resourceType: Client\nid: x\nname: [\n");
        Ran unreadable = albireo.run("apply", "-f", bad.toString());
        assertThat(unreadable.code()).isEqualTo(65);
        assertThat(unreadable.err()).startsWith("albireo: " + bad + ":").hasLineCount(1);

        Path wrong = write("wrong.yaml", "resourceType: User\nid: " + id + "\npasswort: x\n");
        Ran refused = albireo.run("apply", "-f", wrong.toString(), "--dry-run");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("User/" + id + ": passwort").hasLineCount(1);
    }

    @Test
    void keys_are_rotated_or_the_server_says_why_not() {
        new StoredSigningKeys().age(Duration.ofMinutes(10));
        assertThat(done("rotate-keys", "-o", "json").json()).hasSize(4);
        Ran again = albireo.run("rotate-keys");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).startsWith("albireo: rotateSigningKeys: ").hasLineCount(1);
    }

    @Test
    void the_audit_trail_is_shown_and_exported_as_lines() {
        String name = Running.admin().newUser("audited");
        String subject =
                done("user", "show", name, "-o", "json").json().get("subject").asText();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                done("audit", "--target", subject, "-o", "json").json())
                        .isNotEmpty());
        assertThat(done("audit", "--target", subject).out()).contains("ACTION").contains(name);
        assertThat(done("audit", "--target-name", name, "-o", "json").json())
                .allSatisfy(fact -> assertThat(fact.get("target").asText()).isEqualTo(subject))
                .isNotEmpty();
        List<JsonNode> all = done("audit", "export", "--since", "PT1H")
                .out()
                .lines()
                .map(Json::parse)
                .filter(line -> !line.has("auditHead"))
                .toList();
        assertThat(all)
                .extracting(fact -> Instant.parse(fact.get("at").asText()))
                .isSorted()
                .isNotEmpty();
        assertThat(all).extracting(fact -> fact.get("eventId").asText()).doesNotHaveDuplicates();
        assertThat(all).allMatch(fact -> fact.get("detail").isObject());
        assertThat(done("audit", "export", "--since", "PT1H", "--target", subject, "--until", "PT59M")
                        .out())
                .isEmpty();
    }

    @Test
    void the_audit_trail_is_verified_and_so_is_its_export_and_a_changed_one_is_not() throws IOException {
        Running.admin().newUser("evident");
        YearMonth month = YearMonth.now(ZoneOffset.UTC);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(done("audit", "verify").out())
                        .containsPattern(
                                "^[1-9][0-9]* records in [1-9][0-9]* chains, [1-9][0-9]* signed heads, unbroken"));
        String export = done("audit", "export", "--since", month.atDay(1) + "T00:00:00Z")
                .out();
        assertThat(export).startsWith("{\"auditHead\":");
        String file = write("trail.jsonl", export).toString();

        assertThat(done("audit", "verify", file).out()).contains("unbroken");
        write("trail.jsonl", export.replaceFirst("\"outcome\":\"success\"", "\"outcome\":\"refused\""));
        Ran changed = albireo.run("audit", "verify", file);
        assertThat(changed.code()).as(changed.toString()).isEqualTo(1);
        assertThat(changed.out()).startsWith("broken: ").contains("was changed");
    }

    @Test
    void an_administrator_signs_in_with_a_browser_and_commands_act_for_that_person() throws Exception {
        Running.admin()
                .data("mutation { createUser(input: {username: \"" + id + "\", password: \"" + Admin.PASSWORD
                        + "\", groups: [\"administrators\"]}) { username } }");
        Journey journey = Running.journey();
        Person person = journey.person();
        journey.login(person, id);
        SoftPasskey passkey = journey.enrol(person, false);
        AlbireoCommand guarded = new AlbireoCommand(folder, Running.stack().serviceUri("admin-guarded"));

        Process login = guarded.start("login");
        BufferedReader said = login.errorReader();
        assertThat(said.readLine()).startsWith("Open this address");
        Answer page = person.follow(person.get(URI.create(said.readLine())));
        Answer second = person.follow(journey.login(person, page, id));
        person.get(person.follow(journey.goOn(person, journey.secondFactor(person, second, passkey)))
                .location());

        assertThat(login.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(login.exitValue()).isZero();
        Path kept = folder.resolve(".config/albireo/login.json");
        assertThat(Files.getPosixFilePermissions(kept)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(guarded.run("user", "show", id).code()).isZero();
        Path hook = write("hook.yaml", "resourceType: AuthConfig\nid: " + id + "\n");
        assertThat(guarded.run("apply", "-f", hook.toString(), "--dry-run").code())
                .as("the second factor is of this minute")
                .isZero();
        String first = Files.readString(kept);
        Files.writeString(kept, first.replaceAll("\"expires_at\" : \\d+", "\"expires_at\" : 0"));
        assertThat(guarded.run("user", "show", id).code()).isZero();
        assertThat(Files.readString(kept)).as("renewed").isNotEqualTo(first).doesNotContain("\"expires_at\" : 0");
        assertThat(guarded.run("logout").out()).isEqualTo("Signed out\n");
        assertThat(guarded.run("user", "show", id).code()).isEqualTo(77);
        Files.writeString(kept, first);
        assertThat(guarded.run("user", "show", id).code())
                .as("the saved login is revoked")
                .isEqualTo(77);
    }

    @Test
    void who_is_no_administrator_is_not_let_in() {
        AlbireoCommand guarded = new AlbireoCommand(folder, Running.stack().serviceUri("admin-guarded"));
        Ran withoutToken = guarded.run("user", "list");
        assertThat(withoutToken.code()).isEqualTo(77);
        assertThat(withoutToken.err()).startsWith("albireo: not signed in: ").hasLineCount(1);
        Ran invalid = guarded.with("ALBIREO_TOKEN", "x.y.z").run("user", "list");
        assertThat(invalid.code()).isEqualTo(77);
        assertThat(invalid.err()).startsWith("albireo: not signed in: ").doesNotContain("x.y.z");
    }

    @Test
    void a_server_that_is_away_is_named() {
        Ran ran = new AlbireoCommand(folder, URI.create("http://127.0.0.1:1")).run("user", "list");
        assertThat(ran.code()).isEqualTo(69);
        assertThat(ran.err()).contains("http://127.0.0.1:1 is unreachable").hasLineCount(1);
    }

    @Test
    void every_command_explains_itself() {
        for (String command :
                List.of("", "user", "user add", "apply", "export", "audit export", "audit verify", "completion")) {
            Ran help = done((command + " --help").strip().split(" "));
            assertThat(help.out()).startsWith("Usage: albireo");
            assertThat(help.out()).as("without a terminal there are no colours").doesNotContain("\u001b");
        }
    }

    @Test
    void its_classes_are_archived_in_the_home_folder_unless_another_is_named() {
        assertThat(albireo.runFile("", "--version").out()).startsWith("albireo ");
        assertThat(folder.resolve(".cache/albireo/classes.jsa")).isNotEmptyFile();
        Path cache = folder.resolve("cache");
        Ran help = albireo.with("XDG_CACHE_HOME", cache.toString()).runFile("", "--help");
        assertThat(help.out()).startsWith("Usage: albireo");
        assertThat(help.err()).isEmpty();
        assertThat(cache.resolve("albireo/classes.jsa")).isNotEmptyFile();
    }

    @Test
    void shells_understand_the_completion() throws Exception {
        for (String shell : List.of("bash", "zsh")) {
            Path script = write("completion-" + shell, done("completion", shell).out());
            Process check = new ProcessBuilder("bash", "-n", script.toString())
                    .inheritIO()
                    .start();
            assertThat(check.waitFor()).isZero();
            assertThat(Files.readString(script)).contains("2fa-status", "--dry-run");
        }
    }

    private Ran done(String... arguments) {
        Ran ran = albireo.run(arguments);
        assertThat(ran.code()).as(String.join(" ", arguments) + ": " + ran).isZero();
        assertThat(ran.err()).isEmpty();
        return ran;
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
