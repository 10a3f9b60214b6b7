package dev.albireo.oauth.userinfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.session.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core section 5.4, claims by scope")
class SubjectTest {
    private static final Subject ALICE = new Subject(
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
            new Profile(
                    UUID.fromString("00000000-0000-4000-8000-000000000001"),
                    Optional.empty(),
                    "alice",
                    Optional.of("alice@example.org"),
                    false));

    @Test
    void openid_tells_the_subject_alone() {
        assertThat(ALICE.claimsFor(Set.of("openid"))).containsOnlyKeys("sub");
    }

    @Test
    void each_scope_tells_its_own_claims() {
        assertThat(ALICE.claimsFor(Set.of("profile"))).containsOnlyKeys("sub", "preferred_username", "name");
        assertThat(ALICE.claimsFor(Set.of("email"))).containsOnlyKeys("sub", "email", "email_verified");
        assertThat(ALICE.claimsFor(Set.of("phone"))).containsOnlyKeys("sub", "phone_number");
        assertThat(ALICE.claimsFor(Set.of("address"))).containsOnlyKeys("sub", "address");
        assertThat(ALICE.claimsFor(Set.of("groups"))).containsOnlyKeys("sub", "groups");
    }

    @Test
    void a_claim_that_no_scope_names_is_never_told() {
        assertThat(ALICE.claimsFor(Set.of("openid", "profile", "email", "phone", "address", "groups")))
                .doesNotContainKey("internal_note");
    }
}
