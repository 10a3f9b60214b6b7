package dev.albireo.credentials.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.passkey.ChallengeStore.Ceremony;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ChallengeStoreTest {
    @Inject
    ChallengeStore challenges;

    @Inject
    Ids ids;

    @Test
    void of_fifty_parallel_uses_one_wins() throws Exception {
        String challenge = put(Ceremony.AUTHENTICATE);
        assertThat(Await.inParallel(50, () -> challenges.take(challenge, Ceremony.AUTHENTICATE, Optional.empty())))
                .filteredOn(Optional::isPresent)
                .hasSize(1);
    }

    @Test
    void for_another_ceremony_it_is_worth_nothing_and_gone() {
        String challenge = put(Ceremony.AUTHENTICATE);
        assertThat(Await.on(() -> challenges.take(challenge, Ceremony.SECOND_FACTOR, Optional.empty())))
                .isEmpty();
        assertThat(Await.on(() -> challenges.take(challenge, Ceremony.AUTHENTICATE, Optional.empty())))
                .isEmpty();
    }

    @Test
    void in_another_session_it_is_worth_nothing() {
        String challenge = put(Ceremony.AUTHENTICATE);
        assertThat(Await.on(() -> challenges.take(challenge, Ceremony.AUTHENTICATE, Optional.of(ids.next()))))
                .isEmpty();
    }

    private String put(Ceremony ceremony) {
        String challenge = ids.next().toString();
        Await.on(() -> challenges.put(challenge, ceremony, Optional.empty(), "{}"));
        return challenge;
    }
}
