package dev.albireo.credentials.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.passkey.ChallengeStore.Ceremony;
import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.IdGenerator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ChallengeStoreTest {
    @Inject
    ChallengeStore challenges;

    private static final Holder BROWSER = new Holder.OfBrowser(browser());

    @Inject
    IdGenerator ids;

    @Test
    void of_fifty_parallel_uses_one_wins() throws Exception {
        String challenge = put(Ceremony.AUTHENTICATE);
        assertThat(Await.inParallel(50, () -> challenges.consume(challenge, Ceremony.AUTHENTICATE, BROWSER)))
                .filteredOn(Optional::isPresent)
                .hasSize(1);
    }

    @Test
    void for_another_ceremony_it_is_worth_nothing_and_gone() {
        String challenge = put(Ceremony.AUTHENTICATE);
        assertThat(Await.on(() -> challenges.consume(challenge, Ceremony.SECOND_FACTOR, BROWSER)))
                .isEmpty();
        assertThat(Await.on(() -> challenges.consume(challenge, Ceremony.AUTHENTICATE, BROWSER)))
                .isEmpty();
    }

    @Test
    void in_another_session_it_is_worth_nothing() {
        String challenge = put(Ceremony.AUTHENTICATE);
        assertThat(Await.on(
                        () -> challenges.consume(challenge, Ceremony.AUTHENTICATE, new Holder.OfSession(ids.next()))))
                .isEmpty();
    }

    @Test
    void in_another_browser_or_in_none_it_is_worth_nothing() {
        for (BrowserCookies other : List.of(BrowserCookies.NONE, browser())) {
            String challenge = put(Ceremony.AUTHENTICATE);
            assertThat(Await.on(
                            () -> challenges.consume(challenge, Ceremony.AUTHENTICATE, new Holder.OfBrowser(other))))
                    .isEmpty();
        }
    }

    private static BrowserCookies browser() {
        return new BrowserCookies(List.of(OpaqueToken.random(OpaqueTokenType.BROWSER, new SecureRandom())));
    }

    private String put(Ceremony ceremony) {
        String challenge = ids.next().toString();
        Await.on(() -> challenges.put(challenge, ceremony, BROWSER, "{}"));
        return challenge;
    }
}
