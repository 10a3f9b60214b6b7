package dev.albireo.credentials.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.user.GroupMembers;
import dev.albireo.web.ProblemRefusal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A declared group as it is read and shown")
class GroupDeclarationTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void nothing_is_required() {
        assertThat(GroupDeclaration.of(json("{}"), Optional.empty()))
                .isEqualTo(new GroupDeclaration(Optional.empty(), Optional.empty(), false, Optional.empty()));
    }

    @Test
    void an_empty_list_of_members_is_no_absent_one() {
        assertThat(GroupDeclaration.of(json("{\"members\":[]}"), Optional.empty())
                        .members())
                .contains(List.of());
        assertThat(GroupDeclaration.of(json("{\"members\":null}"), Optional.empty())
                        .members())
                .isEmpty();
    }

    @Test
    void a_write_that_omits_the_requirement_keeps_it() {
        GroupEntity group = group(true);
        assertThat(GroupDeclaration.of(json("{}"), Optional.of(group)).requires2fa())
                .isTrue();
        assertThat(GroupDeclaration.of(json("{\"requires2fa\":false}"), Optional.of(group))
                        .requires2fa())
                .isFalse();
    }

    @Test
    void what_is_shown_is_read_as_the_same() {
        GroupEntity group = group(true);
        JsonNode shown = GroupDeclaration.show(group, 2, List.of("ann", "bob")).toJson();
        GroupDeclaration read = GroupDeclaration.of(shown, Optional.of(group));

        assertThat(group.differs(read)).isFalse();
        assertThat(read.members()).contains(List.of("ann", "bob"));
    }

    @Test
    void a_group_with_more_members_than_a_write_may_name_shows_their_number_alone() {
        JsonNode shown = GroupDeclaration.show(group(false), GroupMembers.MAX_NAMED + 1, List.of("ann"))
                .toJson();
        assertThat(shown.has("members")).isFalse();
        assertThat(shown.path("memberCount").asInt()).isEqualTo(GroupMembers.MAX_NAMED + 1);
    }

    @Test
    void a_command_names_at_least_a_list_and_at_most_a_thousand() {
        assertThat(GroupDeclaration.members(json("{\"members\":[\"ann\"]}"))).containsExactly("ann");
        assertRefused(() -> GroupDeclaration.members(json("{}")), "members");
        assertRefused(() -> GroupDeclaration.members(json("{\"members\":[],\"more\":1}")), "more");
        String many = String.join(",", Collections.nCopies(GroupMembers.MAX_NAMED + 1, "\"ann\""));
        assertRefused(() -> GroupDeclaration.members(json("{\"members\":[" + many + "]}")), "members");
    }

    private static void assertRefused(Runnable read, String field) {
        assertThatThrownBy(read::run)
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.field()).contains(field));
    }

    private static GroupEntity group(boolean requires2fa) {
        GroupEntity group = new GroupEntity("staff", NOW);
        group.update(
                new GroupDeclaration(Optional.of("Staff"), Optional.of("All"), requires2fa, Optional.empty()), 1, NOW);
        return group;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
