package dev.albireo.credentials.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.login.OtherSettings;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.user.CreateUser;
import dev.albireo.credentials.user.NewUser;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.AdministratorToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(OtherSettings.class)
@QuarkusTestResource(PostgresResource.class)
@DisplayName("/account/profile")
class ProfileTest {
    private static final String PROFILE = "/account/profile";

    @Inject
    Given given;

    @Inject
    Users users;

    @Inject
    CreateUser createUser;

    @Inject
    Outboxed outboxed;

    @Inject
    FixedClock clock;

    @Test
    void the_user_changes_adds_and_removes_claims_and_other_claims_stay() {
        UserState user =
                given.user(Map.of("name", "Ann", "nickname", "annie", "department", "research", "locale", "de"));
        Visit visit = Visit.of(user);
        visit.get(PROFILE)
                .then()
                .statusCode(200)
                .body(containsString("value=\"annie\""))
                .body(not(containsString("research")));

        Map<String, String> form = Map.of(
                "name",
                " Ann Example ",
                "nickname",
                "",
                "zoneinfo",
                "Europe/Berlin",
                "department",
                "sales",
                "groups",
                "x");
        assertThat(visit.post(PROFILE, form).header("Location")).isEqualTo(PROFILE + "?saved=true");
        visit.get(PROFILE + "?saved=true").then().body(containsString("Ihr Profil wurde ge\u00e4ndert"));
        UserState changed = now(user);
        assertThat(changed.claims())
                .isEqualTo(Map.of(
                        "name", "Ann Example", "department", "research", "locale", "de", "zoneinfo", "Europe/Berlin"));
        assertThat(changed.version()).isEqualTo(user.version() + 1);
        assertThat(changed.groups()).isEmpty();
        assertThat(outboxed.last("albireo.UserChanged.v1", user.subject())
                        .at("/user/claims/name")
                        .asText())
                .isEqualTo("Ann Example");
        assertThat(outboxed.last("albireo.AuditRecorded.v1", user.subject())
                        .at("/detail/claims")
                        .asText())
                .isEqualTo("name nickname zoneinfo");

        assertThat(visit.post(PROFILE, form).statusCode()).isEqualTo(303);
        assertThat(now(user).version()).as("unchanged").isEqualTo(changed.version());
    }

    @ParameterizedTest
    @CsvSource({
        "picture, http://example.com/a.png",
        "picture, https://user@example.com/a.png",
        "picture, javascript:alert(1)",
        "zoneinfo, Europe/Atlantis",
        "locale, not a language",
        "birthdate, 31.12.1990",
        "birthdate, 1990-02-30"
    })
    void what_a_claim_does_not_accept_is_said_beside_what_was_typed(String claim, String value) {
        UserState user = given.user(false);
        Response response = Visit.of(user).post(PROFILE, Map.of(claim, value, "name", "Ann Example"));
        response.then().statusCode(422).body(containsString("Check the field")).body(containsString("Ann Example"));
        assertThat(now(user).claims()).isEmpty();
    }

    @Test
    void a_text_is_limited() {
        UserState user = given.user(false);
        Visit.of(user).post(PROFILE, Map.of("name", "x".repeat(101))).then().statusCode(422);
        Visit.of(user).post(PROFILE, Map.of("name", "x".repeat(100))).then().statusCode(303);
    }

    @Test
    void the_own_data_needs_a_recent_proof_and_contains_no_secret() {
        UserState user = given.user(Map.of("name", "Ann"));
        Visit visit = Visit.of(user);
        Response file = visit.post(PROFILE, PROFILE + "/export", Map.of());
        file.then().statusCode(200).header("Content-Disposition", "attachment; filename=\"account.json\"");
        assertThat(file.asString())
                .contains(user.username(), "\"Ann\"", "sessions")
                .doesNotContain("argon2", "$");
        assertThat(outboxed.last("albireo.AuditRecorded.v1", user.subject())
                        .path("action")
                        .asText())
                .isEqualTo("user.export");
        clock.advance(Duration.ofMinutes(6));
        for (String action : List.of("/export", "/delete")) {
            assertThat(visit.post(PROFILE, PROFILE + action, Map.of("confirmed", "yes"))
                            .header("Location"))
                    .isEqualTo("/account/confirm?redirect_to=/account/profile");
        }
    }

    @Test
    void the_account_is_deleted_with_everything() {
        UserState user = given.user(false);
        Visit visit = Visit.of(user);
        Visit other = Visit.of(user);
        visit.post(PROFILE, PROFILE + "/delete", Map.of()).then().statusCode(422);
        assertThat(now(user).enabled()).isTrue();

        visit.post(PROFILE, PROFILE + "/delete", Map.of("confirmed", "yes"))
                .then()
                .statusCode(200)
                .body(containsString("Your account was deleted"));
        assertThat(Await.on(() -> users.bySubject(UUID.fromString(user.subject()))))
                .isEmpty();
        assertThat(other.get("/account").header("Location")).startsWith("/login");
        assertThat(Given.login(user.username(), Given.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(outboxed.of("albireo.UserDeleted.v1", user.subject())).hasSize(1);
        assertThat(outboxed.last("albireo.AuditRecorded.v1", user.subject())
                        .path("action")
                        .asText())
                .isEqualTo("user.delete");
    }

    @RepeatedTest(5)
    void of_two_last_owners_who_leave_at_once_one_stays() {
        List<UserState> others =
                Await.on(() -> Panache.withTransaction(() -> users.lockMembers(AdministratorToken.GROUP)));
        others.stream().filter(UserState::enabled).forEach(other -> enable(other, false));
        List<UserState> owners = List.of(owner(), owner());
        List<Callable<Integer>> deletions = owners.stream()
                .map(Visit::of)
                .map(visit -> {
                    String token = Visit.field(visit.get(PROFILE).asString(), "form_token");
                    return (Callable<Integer>)
                            () -> visit.send(PROFILE + "/delete", Map.of("form_token", token, "confirmed", "yes"))
                                    .statusCode();
                })
                .toList();
        assertThat(InParallel.all(2, deletions.stream())).containsExactlyInAnyOrder(200, 409);
        assertThat(owners.stream()
                        .filter(owner -> Await.on(() -> users.bySubject(UUID.fromString(owner.subject())))
                                .isPresent()))
                .hasSize(1);
        others.stream().filter(UserState::enabled).forEach(other -> enable(other, true));
    }

    @Test
    void the_last_owner_stays() {
        List<UserState> others =
                Await.on(() -> Panache.withTransaction(() -> users.lockMembers(AdministratorToken.GROUP)));
        others.forEach(other -> enable(other, false));
        UserState owner = owner();
        Visit visit = Visit.of(owner);
        visit.post(PROFILE, PROFILE + "/delete", Map.of("confirmed", "yes"))
                .then()
                .statusCode(409)
                .body(containsString("last owner"));
        owner();
        visit.post(PROFILE, PROFILE + "/delete", Map.of("confirmed", "yes"))
                .then()
                .statusCode(200);
        others.forEach(other -> enable(other, true));
    }

    private void enable(UserState user, boolean enabled) {
        Await.on(() -> Panache.withTransaction(() -> users.enable(UUID.fromString(user.subject()), enabled)));
    }

    private UserState owner() {
        NewUser user = new NewUser(
                given.newName(), Optional.empty(), false, List.of(AdministratorToken.GROUP), false, Map.of());
        return Await.on(() -> createUser.create(user, NewPassword.of(Given.PASSWORD), Given.CREATOR))
                .state();
    }

    private UserState now(UserState user) {
        return Await.on(() -> users.bySubject(UUID.fromString(user.subject()))).orElseThrow();
    }
}
