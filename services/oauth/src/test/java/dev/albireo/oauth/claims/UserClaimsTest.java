package dev.albireo.oauth.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.session.UserResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core section 5.4, claims by scope")
class UserClaimsTest {
    private static final UserClaims ALICE = new UserClaims(
            UUID.fromString("00000000-0000-4000-8000-000000000001"),
            "alice",
            Optional.of("alice@example.org"),
            true,
            List.of("staff"),
            Map.of(
                    "name", "Alice",
                    "phone_number", "+33 1",
                    "address", Map.of("country", "FR"),
                    "internal_note", "never"),
            Optional.of(Instant.ofEpochSecond(1_800_000_000)),
            new UserResource(
                    UUID.fromString("00000000-0000-4000-8000-000000000001"),
                    Optional.empty(),
                    "alice",
                    Optional.of("alice@example.org"),
                    false));

    @Test
    void openid_tells_the_subject_alone() {
        assertThat(ALICE.claimsFor(Set.of("openid"), Set.of())).containsOnlyKeys("sub");
    }

    @Test
    void each_scope_tells_its_own_claims() {
        assertThat(ALICE.claimsFor(Set.of("profile"), Set.of()))
                .containsOnlyKeys("sub", "preferred_username", "name", "updated_at");
        assertThat(ALICE.claimsFor(Set.of("email"), Set.of())).containsOnlyKeys("sub", "email", "email_verified");
        assertThat(ALICE.claimsFor(Set.of("phone"), Set.of()))
                .containsOnlyKeys("sub", "phone_number", "phone_number_verified");
        assertThat(ALICE.claimsFor(Set.of("address"), Set.of())).containsOnlyKeys("sub", "address");
        assertThat(ALICE.claimsFor(Set.of("groups"), Set.of())).containsOnlyKeys("sub", "groups");
    }

    @Test
    void an_ID_token_has_what_fits_and_none_of_it_is_cut() {
        List<String> groups = IntStream.range(0, 300)
                .mapToObj(number -> "department-" + number)
                .toList();
        UserClaims large = new UserClaims(
                ALICE.subject(),
                ALICE.username(),
                ALICE.email(),
                true,
                groups,
                ALICE.claims(),
                ALICE.updatedAt(),
                ALICE.profile());

        assertThat(ALICE.fitting(List.of("openid", "groups", "email")))
                .containsOnlyKeys("groups", "email", "email_verified");
        assertThat(large.fitting(List.of("openid", "groups", "profile")))
                .containsOnlyKeys("preferred_username", "name", "updated_at");
    }

    @Test
    void section_5_5_single_claims_come_beside_those_of_the_scopes() {
        assertThat(ALICE.claimsFor(Set.of("openid"), Set.of("name", "email", "zoneinfo")))
                .isEqualTo(Map.of("sub", ALICE.subject().toString(), "name", "Alice", "email", "alice@example.org"));
    }

    @Test
    void section_5_1_updated_at_is_a_number_and_an_unproved_phone_is_not_verified() {
        assertThat(ALICE.only(Set.of("updated_at", "phone_number_verified")))
                .isEqualTo(Map.of("updated_at", 1_800_000_000L, "phone_number_verified", false));
    }

    @Test
    void a_claim_that_no_scope_names_is_never_told() {
        assertThat(ALICE.claimsFor(
                        Set.of("openid", "profile", "email", "phone", "address", "groups"), Set.of("internal_note")))
                .doesNotContainKey("internal_note");
    }
}
