package dev.albireo.oauth.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SweepStoreTest {
    @Inject
    SweepStore store;

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Test
    void it_takes_what_is_over_in_batches_and_nothing_else() {
        App app = stage.register();
        Browser old = stage.signIn("pwd");
        stage.redeem(app, stage.code(app, old, "openid offline_access"));
        clock.advance(Duration.ofDays(40));
        Browser live = stage.signIn("pwd");
        String token = stage.redeem(app, stage.code(app, live, "openid offline_access"))
                .path("refresh_token");

        assertThat(sweep(1)).isPositive();
        int rounds = 0;
        while (sweep(100) > 0) {
            rounds++;
        }

        assertThat(rounds).isLessThan(50);
        stage.refresh(app, token).then().statusCode(200);
    }

    private int sweep(int batch) {
        return store.sweep(clock.instant(), batch).await().indefinitely();
    }
}
