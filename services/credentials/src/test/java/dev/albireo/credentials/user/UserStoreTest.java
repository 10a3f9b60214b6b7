package dev.albireo.credentials.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.user.LoginIdentifier.LoginIdentifierType;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Queries of the accounts")
class UserStoreTest {
    @Inject
    Given given;

    @Inject
    UserStore store;

    private String prefix;

    @BeforeEach
    void a_prefix() {
        prefix = given.newId();
    }

    @Test
    void names_that_the_rules_may_reject_come_in_byte_order() {
        add("plain", "\\x", "-\u00e9", ";x", "/x", "Z.");

        assertThat(suspectNames(prefix))
                .filteredOn(name -> name.startsWith(prefix))
                .containsExactly(prefix + "-\u00e9", prefix + "/x", prefix + ";x", prefix + "\\x");
    }

    @Test
    void the_next_page_begins_after_a_name() {
        add("/a", "/b");

        assertThat(suspectNames(prefix + "/a"))
                .filteredOn(name -> name.startsWith(prefix))
                .containsExactly(prefix + "/b");
    }

    @Test
    void a_name_of_dots_is_one_that_the_rules_may_reject() {
        String dots = ".".repeat(40);
        add(new LoginName(dots));

        assertThat(suspectNames("")).contains(dots);
    }

    @Test
    void members_of_a_group_are_counted() {
        UUID subject = newUser();
        Await.on(() -> Panache.withTransaction(() ->
                store.findById(subject).invoke(user -> user.groups = new String[] {"first", prefix})));

        assertThat(members(prefix)).isEqualTo(1);
        assertThat(members(prefix.substring(1))).isZero();
    }

    private void add(String... endings) {
        add(Stream.of(endings).map(ending -> new LoginName(prefix + ending)).toArray(LoginName[]::new));
    }

    private void add(LoginName... names) {
        Object[] rows = Stream.of(names)
                .map(name -> new LoginIdentifier(name, newUser(), LoginIdentifierType.EMAIL))
                .toArray();
        Await.on(() -> Panache.withTransaction(() -> Panache.getSession().chain(session -> session.persistAll(rows))));
    }

    private UUID newUser() {
        return UUID.fromString(given.user(false).subject());
    }

    private List<String> suspectNames(String after) {
        return Await.on(() -> Panache.withSession(() -> store.suspectNames(after, 1000))).stream()
                .map(name -> name.name)
                .toList();
    }

    private long members(String group) {
        return Await.on(() -> Panache.withSession(() -> store.members(group)));
    }
}
