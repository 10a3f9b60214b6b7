package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.demo.DemoUsers;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo that make run prepares")
class DemoTest {
    @Test
    void its_users_sign_in_with_the_password_that_is_printed() {
        assertThat(Running.stack().demo().ensureUsers()).isEqualTo("alice, bob (password: " + DemoUsers.PASSWORD + ")");

        for (String name : DemoUsers.NAMES) {
            Person person = Running.journey().person();
            Answer answer = person.submit(
                    person.get("/login"), "/login", Map.of("username", name, "password", DemoUsers.PASSWORD));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
        }
    }
}
