package dev.albireo.credentials.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserRulesTest {
    @Test
    void a_person_may_be_called_and_described() {
        assertThatCode(() -> UserRules.check(new NewUser(
                        "José Ángel",
                        Optional.of("jose@example.com"),
                        true,
                        List.of("staff"),
                        false,
                        Map.of("given_name", "José", "address", Map.of("country", "ES")))))
                .doesNotThrowAnyException();
    }

    @Test
    void what_an_account_may_not_hold_is_refused_by_field() {
        assertThat(refused(user("", Optional.empty(), Map.of()))).isEqualTo("username");
        assertThat(refused(user("x".repeat(101), Optional.empty(), Map.of()))).isEqualTo("username");
        assertThat(refused(user("alice", Optional.of("no address"), Map.of()))).isEqualTo("email");
        assertThat(refused(user("alice", Optional.empty(), Map.of("acr", "aal2"))))
                .isEqualTo("claims");
        assertThat(refused(user("alice", Optional.empty(), Map.of("name", "a\u0000"))))
                .isEqualTo("claims");
        assertThat(refused(user("alice", Optional.empty(), Map.of("name", "x".repeat(2001)))))
                .isEqualTo("claims");
    }

    private static NewUser user(String name, Optional<String> email, Map<String, Object> claims) {
        return new NewUser(name, email, false, List.of(), false, claims);
    }

    private static String refused(NewUser user) {
        ProblemRefusal refusal = catchThrowableOfType(ProblemRefusal.class, () -> UserRules.check(user));
        assertThat(refusal.problem()).isEqualTo(Problem.UNPROCESSABLE);
        return refusal.field().orElseThrow();
    }
}
