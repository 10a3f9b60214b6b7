package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.Stack;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.Poll;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A second factor is required of the members of a group")
class TwoFactorGroupsTest {
    private final Journey journey = Running.journey();
    private final Person person = journey.person();

    @Test
    void at_the_login_and_at_an_authorization_request() {
        assertThat(journey.login(person, member(Running.TWO_FACTOR_GROUP)).location())
                .hasPath("/login/2fa");
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Answer page = person.follow(person.get(shop.request("openid", Map.of()).uri()));
        assertThat(page.uri()).hasPath("/login/2fa");
    }

    @Test
    void and_not_of_the_members_of_another() {
        assertThat(journey.login(person, member("another-group")).location()).hasPath("/account");
    }

    @Test
    void of_a_declared_group_from_the_next_login_on_and_no_longer_than_it_is_declared() {
        String group = "declared-" + UUID.randomUUID();
        String name = member("another-group");
        declare(group, true, name);

        assertThat(journey.login(person, name).location()).hasPath("/login/2fa");
        Answer shown = Running.resources().get("Group/" + group);
        assertThat(shown.json().get("memberCount").asInt()).isEqualTo(1);
        assertThat(shown.json().get("members").get(0).asText()).isEqualTo(name);

        Running.resources().patch("Group/" + group, Map.of("requires2fa", false));
        assertThat(journey.login(journey.person(), name).location()).hasPath("/account");
        Running.resources().patch("Group/" + group, Map.of("requires2fa", true));
        assertThat(journey.login(journey.person(), name).location()).hasPath("/login/2fa");
        Running.admin()
                .data("mutation { removeGroupMembers(id: \"" + group + "\", members: [\"" + name
                        + "\"]) { memberCount } }");
        assertThat(journey.login(journey.person(), name).location()).hasPath("/account");
        Running.admin()
                .data("mutation { addGroupMembers(id: \"" + group + "\", members: [\"" + name
                        + "\"]) { members { nodes { username } } } }");
        assertThat(journey.login(journey.person(), name).location()).hasPath("/login/2fa");
        Running.resources().delete("Group/" + group);
        assertThat(journey.login(journey.person(), name).location()).hasPath("/account");
    }

    /** Both replicas of oauth answer in turn: each obeys from the next request on. */
    @Test
    void of_a_declared_group_at_the_next_request_of_a_session_that_began_before() {
        String group = "declared-" + UUID.randomUUID();
        String name = member("another-group");
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        journey.login(person, name);
        assertThat(authorize(shop)).hasPath("/consent");

        declare(group, true, name);
        for (int i = 0; i < 4; i++) {
            assertThat(authorize(shop)).hasPath("/login/2fa");
        }
        declare(group, false, name);
        for (int i = 0; i < 4; i++) {
            assertThat(authorize(shop)).hasPath("/consent");
        }
    }

    private URI authorize(RelyingParty shop) {
        return person.follow(person.get(shop.request("openid", Map.of()).uri())).uri();
    }

    private static void declare(String group, boolean requires2fa, String member) {
        Running.resources().declare("Group/" + group, Map.of("requires2fa", requires2fa, "members", List.of(member)));
    }

    @Test
    void a_replica_of_credentials_with_other_groups_than_oauth_is_not_ready() {
        Stack stack = Running.stack();
        ExtraReplica other = new ExtraReplica(
                "credentials-other-groups",
                StackService.CREDENTIALS,
                Map.of("albireo.two-factor.groups", "another-group"),
                false);
        var start = CompletableFuture.runAsync(() -> stack.startInstance(other));
        Path log = stack.logs().resolve(other.name() + ".log");
        assertThat(Poll.until(Duration.ofMinutes(1), () -> text(log).contains("albireo.two-factor.groups differs")))
                .as(text(log))
                .isTrue();
        assertThat(stack.service(other.name()).isReady()).isFalse();
        stack.service(other.name()).kill();
        // It was ready before the comparison, or ends while its start is awaited.
        start.exceptionally(ended -> null).join();
    }

    private static String member(String group) {
        String name = "member-" + UUID.randomUUID();
        Running.admin()
                .data("mutation { createUser(input: {username: \"" + name + "\", password: \"" + Admin.PASSWORD
                        + "\", groups: [\"" + group + "\"]}) { username } }");
        return name;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
