package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The roles of administrators")
class AdministratorRoleTest {
    @ParameterizedTest
    @CsvSource({
        "AUDITOR,       true, false, false, false",
        "HELP_DESK,     true, true,  false, false",
        "ADMINISTRATOR, true, true,  true,  false",
        "OWNER,         true, true,  true,  true"
    })
    void have_the_permissions_of_those_before(
            AdministratorRole role, boolean read, boolean support, boolean administer, boolean own) {
        assertThat(role.has(AdministratorPermission.READ)).isEqualTo(read);
        assertThat(role.has(AdministratorPermission.SUPPORT)).isEqualTo(support);
        assertThat(role.has(AdministratorPermission.ADMINISTER)).isEqualTo(administer);
        assertThat(role.has(AdministratorPermission.OWN)).isEqualTo(own);
    }

    @ParameterizedTest
    @EnumSource(AdministratorRole.class)
    void change_lesser_ones_and_other_users_and_an_owner_all(AdministratorRole role) {
        for (AdministratorRole other : AdministratorRole.values()) {
            assertThat(role.mayChange(Optional.of(other)))
                    .as(role + " changes " + other)
                    .isEqualTo(role == AdministratorRole.OWNER || other.compareTo(role) < 0);
        }
        assertThat(role.mayChange(Optional.empty())).isTrue();
    }

    @Test
    void of_several_groups_the_highest_counts() {
        AdministratorRoles roles = new AdministratorRoles(new Groups("admins", "desk", "auditors"));
        assertThat(roles.of(List.of("staff", "auditors", "admins"))).contains(AdministratorRole.ADMINISTRATOR);
        assertThat(roles.of(List.of("desk", "administrators"))).contains(AdministratorRole.OWNER);
        assertThat(roles.of(List.of("staff", "albireo-admins"))).isEmpty();
        assertThat(roles.of("desk")).contains(AdministratorRole.HELP_DESK);
        assertThat(roles.of("staff")).isEmpty();
    }

    @Test
    void two_roles_of_one_group_are_refused_with_both_settings() {
        assertThatThrownBy(() -> new AdministratorRoles(new Groups("admins", "staff", "staff")))
                .hasMessage("albireo: albireo.roles.auditor-group and albireo.roles.help-desk-group are both \"staff\";"
                        + " each role needs a group of its own");
        assertThatThrownBy(() -> new AdministratorRoles(new Groups("administrators", "desk", "auditors")))
                .hasMessageContaining("albireo.roles.administrator-group and the group of the owners are both");
    }

    private record Groups(String administratorGroup, String helpDeskGroup, String auditorGroup)
            implements AdministratorRolesConfig {}
}
