package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names from before {@code LoginName} rejected them are still valid for sign-in, so administration must handle them; the others are allowed
 * and resemble parts of a URL.
 */
@DisplayName("Administration acts on exactly the named user")
class NamedUserTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Database CREDENTIALS = new Database("credentials");
    private final Admin admin = Running.admin();

    @ParameterizedTest(name = "and not on {0} for {0}{1}")
    @ValueSource(strings = {";x", "/x", "/../x", "/.", "\\x", "?x", "#x", "%3bx", "%2fx", " x", "+x"})
    void each_mutation_changes_the_user_it_names(String suffix) {
        String plain = admin.newUser("named");
        String odd = renamed(admin.newUser("odd"), plain + suffix);
        List<String> before = everythingOf(plain);

        assertThat(changed("setUser2faRequired", odd, "required: true, endSessions: true"))
                .isTrue();
        assertThat(changed("setUserPassword", odd, "password: \"another horse battery\""))
                .isTrue();
        assertThat(changed("unlockUser", odd, "")).isTrue();
        assertThat(changed("resetUser2fa", odd, "reason: \"lost phone\"")).isTrue();
        assertThat(changed("setUserEnabled", odd, "enabled: false")).isTrue();

        assertThat(everythingOf(plain)).isEqualTo(before);
        JsonNode shown = answer("query($name: String!) { user(username: $name) { username enabled requires2fa } }", odd)
                .at("/data/user");
        assertThat(shown.toString())
                .isEqualTo(Json.write(
                        Json.parse("{\"username\":" + Json.write(odd) + ",\"enabled\":false,\"requires2fa\":true}")));
        assertThat(answer("query($name: String!) { user2faStatus(username: $name) { username } }", odd)
                        .at("/data/user2faStatus/username")
                        .asText())
                .isEqualTo(odd);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".", ".."})
    void dots_alone_are_a_name_like_any_other(String name) {
        CREDENTIALS.update("DELETE FROM users WHERE username_key = ?", name);
        renamed(admin.newUser("dots"), name);

        assertThat(changed("setUserEnabled", name, "enabled: false")).isTrue();
    }

    @Test
    void a_name_that_is_refused_today_opens_its_account_and_is_listed() {
        String name = renamed(admin.newUser("legacy"), "legacy;x");
        String other = admin.newUser("legacy");

        assertThat(refusedNames()).contains(name).doesNotContain(other);
        Person person = Running.journey().person();
        Running.journey().login(person, name);
        assertThat(person.get("/account").status()).isEqualTo(200);
        JsonNode error =
                answer("mutation($name: String!) { createUser(input: {username: $name}) { username } }", name + "y");
        assertThat(error.at("/errors/0/message").asText()).isEqualTo("username: username must not contain ; / or \\");
    }

    private List<String> refusedNames() {
        List<String> names = new ArrayList<>();
        String after = null;
        do {
            JsonNode page = admin.post(Json.write(Map.of(
                            "query",
                            "query($after: String) { refusedLoginNames(after: $after) { nodes { name } endCursor } }",
                            "variables",
                            Map.of("after", after == null ? "" : after))))
                    .json()
                    .at("/data/refusedLoginNames");
            page.path("nodes").forEach(node -> names.add(node.path("name").asText()));
            after = page.path("endCursor").textValue();
        } while (after != null);
        return names;
    }

    private boolean changed(String mutation, String name, String arguments) {
        JsonNode response = answer(
                "mutation($name: String!) { r: " + mutation + "(username: $name " + arguments + ") { success } }",
                name);
        return response.at("/data/r/success").asBoolean();
    }

    private JsonNode answer(String query, String name) {
        return admin.post(Json.write(Map.of("query", query, "variables", Map.of("name", name))))
                .json();
    }

    /** Returns the account with its password, as the database has it. */
    private static List<String> everythingOf(String username) {
        return CREDENTIALS.texts(
                "SELECT u::text || p::text FROM users u JOIN password p USING (subject) WHERE u.username_key = ?",
                username);
    }

    private static String renamed(String username, String name) {
        String fresh = name.replace("x", "x" + NEXT.incrementAndGet());
        CREDENTIALS.update("UPDATE login_identifier SET name = ? WHERE name = ?", fresh, username);
        CREDENTIALS.update(
                "UPDATE users SET username = ?, username_key = ? WHERE username_key = ?", fresh, fresh, username);
        return fresh;
    }
}
