package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.systemtests.support.AlbireoCommand;
import dev.albireo.systemtests.support.AlbireoCommand.Ran;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.Secrets;
import dev.albireo.testkit.ForeignPasswords;
import dev.albireo.testkit.ForeignPasswords.ForeignPassword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Users move here from another provider")
class ImportTest {
    private static final String BCRYPT = "$2b$10$eAXmrixVlFl8yS6RHQej6e7yILvfFEt43Ku4.i9Te4FzU7O08bw52";
    private static final int MANY = 10_000;
    private static final Pattern RECIPE = Pattern.compile("<!-- recipe -->\n```sh\n(.*?)\n```", Pattern.DOTALL);

    private final String id = "i-" + UUID.randomUUID().toString().substring(0, 13);
    private final Database credentials = new Database("credentials");

    @TempDir
    Path folder;

    private AlbireoCommand albireo;

    @BeforeEach
    void the_command_talks_to_the_open_port() {
        albireo = new AlbireoCommand(folder, Running.stack().adminUri());
        ForeignPasswords.all().forEach(foreign -> Secrets.remember(foreign.hash()));
    }

    @Test
    void with_a_hash_of_each_format_signs_in_with_the_old_password_and_then_has_a_hash_of_ours() throws IOException {
        List<ForeignPassword> all = ForeignPasswords.all();
        Path file = write(all.stream()
                .map(foreign -> Json.write(Map.of(
                        "userName",
                        name(foreign),
                        "email",
                        name(foreign) + "@example.com",
                        "emailVerified",
                        true,
                        "passwordHash",
                        foreign.hash())))
                .toList());

        Ran ran = albireo.runFile("", "import", file.toString());

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.out()).isEqualTo(file + ": " + all.size() + " users created, 0 unchanged, 0 refused\n");
        assertThat(all).allSatisfy(foreign -> {
            assertThat(hashOf(name(foreign))).doesNotStartWith("$argon2id$v=19$m=1024,");
            assertThat(login(name(foreign), "wrong " + foreign.password()).status())
                    .isEqualTo(401);
            Answer answer = login(name(foreign), foreign.password());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
            assertThat(hashOf(name(foreign))).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
        });
        assertThat(albireo.run("import", file.toString()).out())
                .contains("0 users created, " + all.size() + " unchanged, 0 refused");
    }

    @Test
    void what_is_refused_is_reported_and_a_dry_run_creates_nothing() throws IOException {
        Path file = write(List.of(
                user(1),
                "{\"userName\":\"" + id + "-2\",\"passwordHash\":\"$2b$30$hush-hush\"}",
                "nonsense",
                "{\"userName\":\"" + id + "-4\",\"password\":\"" + BCRYPT + "\"}",
                user(5)));

        Ran rehearsed = albireo.run("import", file.toString(), "--dry-run");
        assertThat(rehearsed.code()).isEqualTo(1);
        assertThat(rehearsed.out()).contains("2 users would be created, 0 unchanged, 3 refused, see " + file);
        assertThat(count()).isZero();

        Ran ran = albireo.run("-o", "json", "import", file.toString());
        assertThat(ran.code()).as(ran.toString()).isEqualTo(1);
        assertThat(ran.json().path("created").asInt()).isEqualTo(2);
        List<JsonNode> report = Files.readAllLines(Path.of(file + ".refused.jsonl")).stream()
                .map(Json::parse)
                .toList();
        assertThat(report).extracting(line -> line.path("line").asInt()).containsExactlyInAnyOrder(2, 3, 4);
        assertThat(report.toString())
                .contains("passwordHash is not bcrypt", "password must not be a password hash")
                .doesNotContain("hush-hush", BCRYPT);
    }

    @Test
    void graphql_and_the_resource_take_the_same_batches() {
        String users = Json.write(Json.write(Map.of("userName", id + "-1", "passwordHash", BCRYPT)));
        JsonNode first = Running.admin()
                .data("mutation { importUsers(users: " + users
                        + ") { created lines { line userName outcome subject field reason } } }")
                .path("importUsers");
        assertThat(first.path("created").asInt()).isEqualTo(1);
        assertThat(first.at("/lines/0/outcome").asText()).isEqualTo("CREATED");

        Answer second = new Person(Running.stack().adminUri())
                .json("POST", "/User", "[{\"userName\":\"" + id + "-1\"},{\"userName\":\"a;b\"}]");
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(second.json().path("unchanged").asInt()).isEqualTo(1);
        assertThat(second.json().at("/lines/1/field").asText()).isEqualTo("username");
        assertThat(login(id + "-1", ForeignPasswords.PASSWORD).status()).isEqualTo(303);
    }

    /** The recipes of {@code docs/import.md}, as they are printed. */
    @Test
    void the_recipes_make_files_that_are_imported() throws IOException, InterruptedException {
        for (String program : List.of("jq", "python3")) {
            assertThat(isInstalled(program))
                    .as(program + " is missing; make test installs it")
                    .isTrue();
        }
        exports().forEach(this::write);
        List<String> recipes = RECIPE.matcher(
                        Files.readString(Running.stack().options().checkout().resolve("docs/import.md")))
                .results()
                .map(recipe -> recipe.group(1))
                .toList();
        assertThat(recipes).hasSize(5);

        for (String recipe : recipes) {
            Process shell = new ProcessBuilder("sh", "-c", recipe)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(shell.waitFor()).as(recipe).isZero();
            Ran ran = albireo.run("import", folder.resolve("users.jsonl").toString());
            assertThat(ran.code()).as(recipe + ran).isZero();
        }

        for (String name : List.of("keycloak", "auth0@example.com", "zitadel", "ldap")) {
            assertThat(login(id + "-" + name, ForeignPasswords.PASSWORD).status())
                    .as(name)
                    .isEqualTo(303);
        }
        assertThat(login(id + "-firebase@example.com", "user1password").status())
                .isEqualTo(303);
        assertThat(credentials.texts("SELECT username FROM users WHERE totp_enabled AND username LIKE ?", id + "-%"))
                .containsExactlyInAnyOrder(id + "-keycloak", id + "-zitadel");
        assertThat(credentials.texts("SELECT username FROM users WHERE NOT enabled AND username LIKE ?", id + "-%"))
                .containsExactlyInAnyOrder(id + "-disabled", id + "-phone");
    }

    /** What each provider exports, by the name of the file. */
    private Map<String, String> exports() {
        JsonNode password = ((ObjectNode) Json.parse(hash("keycloak-sha256"))).put("type", "password");
        String otp = """
                {"type":"otp","secretData":"{\\"value\\":\\"oSkIDuEmbGq1l3oSOr1F\\"}","credentialData":"{\\"subType\\":\\"totp\\",\\"digits\\":6,\\"counter\\":0,\\"period\\":30,\\"algorithm\\":\\"HmacSHA1\\"}"}""";
        String[] firebase = hash("firebase-documented").split("\\$");
        return Map.of(
                "realm.json",
                """
                {"users":[{"username":"%1$s-keycloak","email":"%1$s-keycloak@example.com","emailVerified":true,"enabled":true,
                  "firstName":"Ann","lastName":"Ex","groups":["/staff"],"credentials":[%2$s,%3$s]},
                 {"username":"%1$s-disabled","enabled":false,"emailVerified":false}]}
                """.formatted(id, password, otp),
                "auth0.ndjson",
                """
                {"_id":{"$oid":"5"},"email_verified":true,"email":"%s-auth0@example.com","passwordHash":"%s","tenant":"t"}
                """.formatted(id, hash("bcrypt-2b")),
                "zitadel.json",
                """
                {"orgs":[{"humanUsers":[{"userId":"7","user":{"userName":"%1$s-zitadel","profile":{"firstName":"Ann",
                 "lastName":"Ex","displayName":"Ann Ex","preferredLanguage":"de"},"email":{"email":"%1$s-zitadel@example.com",
                 "isEmailVerified":true},"hashedPassword":{"value":"%2$s"},"otpCode":"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}}]}]}
                """.formatted(id, hash("bcrypt-2a")),
                "firebase.json",
                """
                {"users":[{"localId":"x","email":"%1$s-firebase@example.com","emailVerified":true,"salt":"%2$s","passwordHash":"%3$s"},
                 {"localId":"%1$s-phone","phoneNumber":"+4915100000001","disabled":true}]}
                """.formatted(id, firebase[3], firebase[6]),
                "users.ldif",
                """
                dn: ou=people,dc=example
                ou: people

                dn: uid=%1$s-ldap,ou=people,dc=example
                uid: %1$s-ldap
                cn: Ann
                  Ex
                sn:: RsO2cnN0ZXI=
                userPassword:: %2$s
                """.formatted(
                        id, Base64.getEncoder().encodeToString(hash("ssha").getBytes(UTF_8))));
    }

    private static String hash(String name) {
        return ForeignPasswords.all().stream()
                .filter(foreign -> foreign.name().equals(name))
                .findFirst()
                .orElseThrow()
                .hash();
    }

    private void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + command).start().waitFor() == 0;
    }

    @Test
    void ten_thousand_of_them_are_interrupted_and_continue() throws IOException {
        Path file = write(IntStream.rangeClosed(1, MANY).mapToObj(this::user).toList());
        Process interrupted = albireo.start("import", file.toString());
        await().atMost(Duration.ofSeconds(60)).until(() -> count() > 0 || !interrupted.isAlive());
        interrupted.destroyForcibly();

        Instant begin = Instant.now();
        Ran ran = albireo.run("-o", "json", "import", file.toString());
        Duration time = Duration.between(begin, Instant.now());

        assertThat(ran.code()).as(ran.toString()).isZero();
        int unchanged = ran.json().path("unchanged").asInt();
        assertThat(unchanged).isPositive();
        assertThat(ran.json().path("created").asInt() + unchanged).isEqualTo(MANY);
        assertThat(count()).isEqualTo(MANY);
        assertThat(login(id + "-" + MANY, ForeignPasswords.PASSWORD).status()).isEqualTo(303);
        System.out.printf(
                "import of %d users with hashes, %d of them there already: %d ms%n", MANY, unchanged, time.toMillis());
    }

    private Path write(List<String> lines) throws IOException {
        return Files.write(folder.resolve("users.jsonl"), lines);
    }

    private String user(int number) {
        String name = id + "-" + number;
        return "{\"id\":\"" + name + "\",\"email\":\"" + name + "@example.com\",\"emailVerified\":true,"
                + "\"displayName\":\"User " + number + "\",\"passwordHash\":\"" + BCRYPT + "\"}";
    }

    private String name(ForeignPassword foreign) {
        return id + "-" + foreign.name();
    }

    private long count() {
        return credentials.count("SELECT count(*) FROM users WHERE username LIKE ?", id + "-%");
    }

    private String hashOf(String username) {
        return credentials
                .texts("SELECT phc FROM password JOIN users USING (subject) WHERE username = ?", username)
                .getFirst();
    }

    private static Answer login(String username, String password) {
        Person person = Running.journey().person();
        return person.submit(person.get("/login"), "/login", Map.of("username", username, "password", password));
    }
}
