package dev.albireo.credentials.admin;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.user.GroupMembers;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The Group resource")
class GroupsResourceTest {
    private static final String MANY = """
            WITH added AS (
            INSERT INTO users (subject, username, username_key, email_verified, enabled, requires_2fa, chose_second_factor,
                               groups, claims, version, created_at, updated_at)
            SELECT gen_random_uuid(), $1 || i, $1 || i, false, true, false, false, ARRAY[$2], '{}', 1, now(), now()
              FROM generate_series(1, $3) i
            RETURNING subject, username_key)
            INSERT INTO login_identifier (name, subject, kind) SELECT username_key, subject, 'USERNAME' FROM added
            """;

    @Inject
    TestTokens tokens;

    @Inject
    Given users;

    @Inject
    Users accounts;

    @Inject
    Outboxed outboxed;

    @Inject
    Pool db;

    private String id;

    @BeforeEach
    void a_new_id() {
        id = "group-" + users.newId();
    }

    @Test
    void is_declared_and_shown_with_its_members_by_name() {
        UserState ann = users.user(false);
        UserState bob = users.user(false);
        put(Map.of(
                        "name",
                        "Finance",
                        "description",
                        "Who pays",
                        "requires2fa",
                        true,
                        "members",
                        List.of(ann.username().toUpperCase(java.util.Locale.ROOT), bob.subject(), ann.username())))
                .then()
                .statusCode(201)
                .body(member("resourceType", equalTo("Group")))
                .body(member("id", equalTo(id)))
                .body(member("name", equalTo("Finance")))
                .body(member("description", equalTo("Who pays")))
                .body(member("requires2fa", is(true)))
                .body(member("memberCount", is(2)))
                .body(member("members", containsInAnyOrder(ann.username(), bob.username())));
        get().then().statusCode(200).body(member("members", containsInAnyOrder(ann.username(), bob.username())));

        assertThat(current(ann).groups()).containsExactly(id);
        assertThat(current(ann).version()).isEqualTo(2);
        JsonNode published = outboxed.last("albireo.UserChanged.v1", bob.subject());
        assertThat(published.at("/user/groups/0").asText()).isEqualTo(id);
        assertThat(published.at("/user/version").asInt()).isEqualTo(2);
        assertThat(outboxed.last("albireo.GroupChanged.v1", id)
                        .at("/group/requires2fa")
                        .asBoolean())
                .isTrue();
        assertThat(actions(id)).containsExactly("group.declare");
        assertThat(actions(ann.subject())).containsExactly("user.create", "group.add-member");
    }

    @Test
    void a_user_who_names_it_is_a_member_before_it_is_declared() {
        UserState ann = users.user(false);
        patchUser(ann, List.of("other", id));

        put(Map.of())
                .then()
                .statusCode(201)
                .body(member("memberCount", is(1)))
                .body(member("members", contains(ann.username())));
        assertThat(current(ann).groups()).containsExactly("other", id);
    }

    @Test
    void writing_what_is_shown_changes_nothing() {
        UserState ann = users.user(false);
        put(Map.of("name", "Staff", "members", List.of(ann.username())));
        String shown = get().asString();
        String version = JsonMember.read(get().asString(), "meta.versionId");

        write(shown).then().statusCode(200).body(member("meta.versionId", equalTo(version)));
        patch(Map.of("name", "Staff")).then().statusCode(200).body(member("meta.versionId", equalTo(version)));
        assertThat(current(ann).version()).isEqualTo(2);
        assertThat(actions(id)).containsExactly("group.declare");
    }

    @Test
    void a_write_replaces_the_members_that_it_names_and_keeps_those_that_it_does_not() {
        UserState ann = users.user(false);
        UserState bob = users.user(false);
        put(Map.of("requires2fa", true, "members", List.of(ann.username())));

        put(Map.of("name", "Staff"))
                .then()
                .statusCode(200)
                .body(member("requires2fa", is(true)))
                .body(member("members", contains(ann.username())));
        put(Map.of("members", List.of(bob.username())))
                .then()
                .body(member("name", nullValue()))
                .body(member("members", contains(bob.username())));
        put(Map.of("members", List.of())).then().body(member("members", empty()));
        assertThat(current(ann).groups()).isEmpty();
        assertThat(current(bob).groups()).isEmpty();
        assertThat(actions(bob.subject())).containsExactly("user.create", "group.add-member", "group.remove-member");
    }

    @Test
    void RFC_7396_a_merge_patch_changes_what_it_names() {
        UserState ann = users.user(false);
        put(Map.of("name", "Staff", "description", "All", "members", List.of(ann.username())));

        patch(Map.of("requires2fa", true, "description", ""))
                .then()
                .statusCode(200)
                .body(member("name", equalTo("Staff")))
                .body(member("$", not(hasKey("description"))))
                .body(member("requires2fa", is(true)))
                .body(member("members", contains(ann.username())));
        patch(Collections.singletonMap("name", null)).then().statusCode(200).body(member("$", not(hasKey("name"))));
        patch(Map.of("members", List.of())).then().body(member("memberCount", is(0)));
    }

    @Test
    void a_dry_run_is_answered_as_a_write_and_has_no_effect() {
        UserState ann = users.user(false);
        admin().body(Map.of("members", List.of(ann.username())))
                .put(path() + "?dryRun=true")
                .then()
                .statusCode(201)
                .body(member("members", contains(ann.username())));
        get().then().statusCode(404);
        assertThat(current(ann).groups()).isEmpty();
        assertThat(outboxed.of("albireo.GroupChanged.v1", id)).isEmpty();
        admin().body(Map.of("members", List.of("unknown-" + id)))
                .put(path() + "?dryRun=true")
                .then()
                .statusCode(422);
    }

    @Test
    void an_unknown_member_is_named_by_its_position() {
        UserState ann = users.user(false);
        put(Map.of("members", List.of(ann.username(), "unknown-" + id)))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("members[1]")))
                .body(member("detail", containsString("members[1] is no user")));
        get().then().statusCode(404);
        put(Map.of());
        members("add", List.of(UUID.randomUUID().toString()))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("members[0]")));
        assertThat(current(ann).groups()).isEmpty();
    }

    @Test
    void members_are_added_and_removed_a_part_at_a_time() {
        UserState ann = users.user(false);
        UserState bob = users.user(false);
        put(Map.of("members", List.of(ann.username())));

        members("add", List.of(ann.username(), bob.username()))
                .then()
                .statusCode(200)
                .body(member("members", containsInAnyOrder(ann.username(), bob.username())));
        members("remove", List.of(ann.username())).then().body(member("members", contains(bob.username())));
        members("remove", List.of(ann.username())).then().statusCode(200);
        assertThat(current(ann).version()).isEqualTo(3);
        assertThat(current(bob).version()).isEqualTo(2);
        admin().body("{}")
                .post(path() + "/members/add")
                .then()
                .statusCode(422)
                .body(member("field", equalTo("members")));
        admin().body(Map.of("members", List.of()))
                .post("/internal/resources/Group/undeclared-" + id + "/members/add")
                .then()
                .statusCode(404);
    }

    @Test
    void a_user_has_fifty_groups_at_most() {
        UserState ann = users.user(false);
        patchUser(ann, IntStream.range(0, 50).mapToObj(i -> "g" + i).toList());
        put(Map.of("members", List.of(ann.username())))
                .then()
                .statusCode(422)
                .body(member("field", equalTo("members")))
                .body(member("detail", containsString(ann.username())));
    }

    @Test
    void a_larger_group_is_changed_a_part_at_a_time() {
        int members = GroupMembers.MAX_NAMED + 1;
        Await.on(() -> db.preparedQuery(MANY).execute(Tuple.of("many-" + id, id, members)));
        put(Map.of())
                .then()
                .statusCode(201)
                .body(member("memberCount", is(members)))
                .body(member("$", not(hasKey("members"))));
        get().then().body(member("memberCount", is(members))).body(member("$", not(hasKey("members"))));

        put(Map.of("members", List.of())).then().statusCode(409).body(member("field", equalTo("members")));
        admin().delete(path()).then().statusCode(409);
        members("remove", List.of("many-" + id + "1")).then().body(member("memberCount", is(members - 1)));
        admin().delete(path()).then().statusCode(200);
        assertThat(Await.on(() -> db.preparedQuery("SELECT count(*) FROM users WHERE groups @> ARRAY[$1]")
                                .execute(Tuple.of(id)))
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    @Test
    void too_many_members_in_one_write_are_refused() {
        List<String> many = IntStream.rangeClosed(0, GroupMembers.MAX_NAMED)
                .mapToObj(i -> "u" + i)
                .toList();
        put(Map.of("members", many)).then().statusCode(422).body(member("field", equalTo("members")));
    }

    @Test
    void its_deletion_ends_the_memberships_and_is_told() {
        UserState ann = users.user(false);
        patchUser(ann, List.of("other", id));
        int version = Integer.parseInt(
                JsonMember.read(put(Map.of("requires2fa", true)).asString(), "meta.versionId"));

        admin().delete(path()).then().statusCode(200).body(member("members", contains(ann.username())));
        get().then().statusCode(404);
        admin().delete(path()).then().statusCode(404);
        assertThat(current(ann).groups()).containsExactly("other");
        assertThat(outboxed.last("albireo.GroupDeleted.v1", id).path("version").asInt())
                .isGreaterThan(version);
        assertThat(actions(id)).containsExactly("group.declare", "group.delete");
        assertThat(Integer.parseInt(JsonMember.read(put(Map.of()).asString(), "meta.versionId")))
                .isGreaterThan(version + 1);
    }

    @Test
    void RFC_9110_section_13_1_1_a_condition_protects_each_write() {
        String etag = put(Map.of()).header("ETag");
        patch(Map.of("name", "Another"));
        for (Response late : List.of(
                admin().header("If-Match", etag).body("{}").put(path()),
                admin().header("If-Match", etag).body("{}").patch(path()),
                admin().header("If-Match", etag).delete(path()))) {
            late.then().statusCode(412);
        }
    }

    @Test
    void a_list_has_the_number_of_members() {
        UserState ann = users.user(false);
        put(Map.of("members", List.of(ann.username())));
        admin().get("/internal/resources/Group?limit=1&after=" + id.substring(0, id.length() - 1))
                .then()
                .statusCode(200)
                .body(member("items[*].id", hasItem(id)))
                .body(member("items[0].memberCount", is(1)))
                .body(member("items[0]", not(hasKey("members"))));
    }

    @Test
    void its_users_are_listed_page_by_page() {
        Stream.of("a", "b", "c")
                .forEach(name -> admin().body(Map.of("groups", List.of(id)))
                        .put("/internal/resources/User/" + id + name)
                        .then()
                        .statusCode(201));
        String list = "/internal/resources/User?limit=2&group=" + id;
        admin().get(list)
                .then()
                .body(member("items[*].id", contains(id + "a", id + "b")))
                .body(member("next", equalTo(id + "b")));
        admin().get(list + "&after=" + id + "b")
                .then()
                .body(member("items[*].id", contains(id + "c")))
                .body(member("next", nullValue()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":1}                 | name
            {"requires2fa":"yes"}      | requires2fa
            {"members":"ann"}          | members
            {"members":[1]}            | members
            {"membres":[]}             | membres
            {"name":"a\\u0000b"}       | name
            """)
    void what_is_wrong_is_named(String body, String field) {
        write(body).then().statusCode(422).body(member("field", equalTo(field)));
    }

    @Test
    void an_id_follows_the_rules_of_declared_resources() {
        admin().body("{}")
                .put("/internal/resources/Group/-x")
                .then()
                .statusCode(422)
                .body(member("field", equalTo("id")));
    }

    @Test
    void parallel_additions_lose_no_member() {
        List<UserState> all =
                IntStream.range(0, 12).mapToObj(i -> users.user(false)).toList();
        put(Map.of());
        assertThat(InParallel.all(6, all.stream().map(user -> (Callable<Integer>)
                        () -> members("add", List.of(user.username())).statusCode())))
                .containsOnly(200);
        get().then().body(member("memberCount", is(12)));
    }

    @Test
    void only_administrators_may() {
        given().contentType(ContentType.JSON).body("{}").put(path()).then().statusCode(401);
        given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .contentType(ContentType.JSON)
                .body("{}")
                .put(path())
                .then()
                .statusCode(403);
    }

    @Test
    void the_next_login_of_a_member_obeys_it() {
        UserState ann = users.user(false);
        assertThat(target(ann)).isEqualTo("/account");

        put(Map.of("requires2fa", true, "members", List.of(ann.username())));
        assertThat(target(ann)).isEqualTo("/login/2fa");
        patch(Map.of("requires2fa", false));
        assertThat(target(ann)).isEqualTo("/account");
        patch(Map.of("requires2fa", true));
        members("remove", List.of(ann.username()));
        assertThat(target(ann)).isEqualTo("/account");
    }

    private static String target(UserState user) {
        String location = Given.login(user.username(), Given.PASSWORD).header("Location");
        return java.net.URI.create(location).getPath();
    }

    private List<String> actions(String target) {
        return Await.on(() -> db.preparedQuery("""
                                SELECT payload::jsonb ->> 'action' AS action FROM outbox
                                 WHERE type = 'albireo.AuditRecorded.v1' AND payload::jsonb ->> 'target' = $1 ORDER BY id
                                """).execute(Tuple.of(target))).stream()
                .map(row -> row.getString("action"))
                .toList();
    }

    private UserState current(UserState user) {
        return Await.on(() -> accounts.bySubject(UUID.fromString(user.subject())))
                .orElseThrow();
    }

    private void patchUser(UserState user, List<String> groups) {
        admin().body(Map.of("groups", groups))
                .patch("/internal/resources/User/" + user.subject())
                .then()
                .statusCode(200);
    }

    private Response put(Map<String, ?> body) {
        return admin().body(body).put(path());
    }

    private Response write(String body) {
        return admin().body(body).put(path());
    }

    private Response patch(Map<String, ?> body) {
        return admin().body(body).patch(path());
    }

    private Response members(String change, List<String> members) {
        return admin().body(Map.of("members", members)).post(path() + "/members/" + change);
    }

    private Response get() {
        return admin().get(path());
    }

    private String path() {
        return "/internal/resources/Group/" + id;
    }

    private RequestSpecification admin() {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator());
    }
}
