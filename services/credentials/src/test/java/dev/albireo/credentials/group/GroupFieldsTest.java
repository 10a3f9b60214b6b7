package dev.albireo.credentials.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.testkit.ResourceFields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of resources lists the fields of Group")
class GroupFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void each_with_its_type_and_no_others() {
        ResourceFields.of("Group").check(Map.of(), Set.of(), body -> GroupDeclaration.of(body, Optional.empty()));
    }

    @Test
    void each_with_its_other_name() {
        assertThat(ResourceFields.of("Group").otherNames()).isEqualTo(Map.of("requires_2fa", "requires2fa"));
        assertThat(GroupDeclaration.resolved(JSON.valueToTree(Map.of("requires_2fa", true))))
                .isEqualTo(JSON.valueToTree(Map.of("requires2fa", true)));
    }
}
