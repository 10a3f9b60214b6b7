package dev.albireo.credentials.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.testkit.ResourceFields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of resources lists the fields of User")
class UserFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void each_with_its_type_and_no_others() {
        ResourceFields.of("User").check(Map.of(), Set.of(), UserFieldsTest::read);
    }

    @Test
    void each_with_its_other_name() {
        ResourceFields.of("User").otherNames().forEach((otherName, path) -> {
            JsonNode written = at(otherName);
            assertThat(UserDeclaration.resolved(written)).as(otherName).isEqualTo(at(path));
        });
    }

    private static void read(JsonNode body) {
        UserDeclaration.password(body);
        UserDeclaration.of("alice", body, Optional.empty());
    }

    private static JsonNode at(String path) {
        int dot = path.indexOf('.');
        return JSON.valueToTree(
                dot < 0
                        ? Map.of(path, "value")
                        : Map.of(path.substring(0, dot), Map.of(path.substring(dot + 1), "value")));
    }
}
