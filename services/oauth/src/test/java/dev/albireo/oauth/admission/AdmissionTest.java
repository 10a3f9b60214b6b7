package dev.albireo.oauth.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.oauth.admission.Admission.Ticket;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("So many clients an hour from one network, of those that have no token")
class AdmissionTest {
    @Inject
    InitialTokenStore tokens;

    @Inject
    TryStore tries;

    @Inject
    FixedClock clock;

    @Test
    void the_one_too_many_waits_until_the_window_ends() {
        Admission admission = admission("3");
        for (int i = 0; i < 3; i++) {
            admit(admission, "192.0.2." + i);
        }

        assertThatThrownBy(() -> admit(admission, "192.0.2.9"))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.TOO_MANY_REQUESTS));
        assertThat(admit(admission, "198.51.100.1").token()).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(admit(admission, "192.0.2.9").token()).isEmpty();
    }

    @Test
    void of_many_at_once_no_more_come_in() {
        Admission admission = admission("5");
        List<Uni<Boolean>> calls = IntStream.range(0, 50)
                .mapToObj(i -> admission
                        .admit(Optional.empty(), false, "203.0.113.7")
                        .map(ticket -> true)
                        .onFailure(OAuthRefusal.class)
                        .recoverWithItem(false))
                .toList();

        List<?> admitted = Uni.join().all(calls).andFailFast().await().indefinitely();

        assertThat(admitted.stream().filter(Boolean.TRUE::equals)).hasSize(5);
    }

    private Admission admission(String most) {
        return new Admission(
                tokens,
                tries,
                AdmissionConfigTest.read(Map.of("albireo.registration.admission.clients-per-network", most)),
                clock);
    }

    private static Ticket admit(Admission admission, String address) {
        return admission.admit(Optional.empty(), false, address).await().indefinitely();
    }
}
