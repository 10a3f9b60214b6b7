package dev.albireo.credentials.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.ShortDeadline;
import dev.albireo.protocol.Sha1;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.ProblemRefusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ShortDeadline.class)
@DisplayName("Passwords of published breaches, by a range service")
class RangeServiceTest {
    private static final String PASSWORD = "vermilion otter sings";

    private static final PasswordOwner OWNER = new PasswordOwner("ada", Optional.empty(), true);

    @Inject
    PasswordRules rules;

    @Inject
    MeterRegistry meters;

    @Test
    void a_password_that_the_service_lists_is_refused_and_only_five_digits_are_sent() {
        String hash = Sha1.hex(PASSWORD);
        System.setProperty(
                RangeServer.ANSWER, "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n" + hash.substring(5) + ":3\r\n");

        assertThatThrownBy(this::require)
                .isInstanceOf(ProblemRefusal.class)
                .hasMessageContaining("published in a data breach");
        assertThat(System.getProperty(RangeServer.ASKED)).isEqualTo("/range/" + hash.substring(0, 5) + " padding=true");
    }

    @Test
    void a_password_that_it_does_not_list_or_only_as_padding_is_accepted() {
        System.setProperty(
                RangeServer.ANSWER,
                Sha1.hex(PASSWORD).substring(5) + ":0\r\n0018A45C4D1DEF81644B54AB7F969B88D65:7\r\n");

        assertThat(require().text()).isEqualTo(PASSWORD);
    }

    @Test
    void a_service_that_fails_refuses_no_password_and_is_counted() {
        System.setProperty(RangeServer.ANSWER, "fail");
        double before = unavailable();

        assertThat(require().text()).isEqualTo(PASSWORD);
        assertThat(unavailable()).isEqualTo(before + 1);
    }

    @Test
    void it_is_not_asked_about_a_password_that_other_rules_refuse() {
        System.setProperty(RangeServer.ASKED, "nothing");

        assertThatThrownBy(() -> rules.require("password123", "password", OWNER))
                .isInstanceOf(ProblemRefusal.class);
        assertThat(System.getProperty(RangeServer.ASKED)).isEqualTo("nothing");
    }

    private NewPassword require() {
        return Await.on(() -> rules.require(PASSWORD, "password", OWNER));
    }

    private double unavailable() {
        return meters.counter("albireo.password.range.requests", "result", "unavailable")
                .count();
    }
}
