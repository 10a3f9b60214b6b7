package dev.albireo.systemtests.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** The signing keys in the database of {@code oauth}. */
public final class StoredSigningKeys {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ALGORITHMS = 4;
    private static final String NEXT = "SELECT kid FROM signing_key WHERE state = 'NEXT'";
    private static final String OLDER = """
            UPDATE signing_key
               SET created_at = created_at - make_interval(secs => ?), activated_at = activated_at - make_interval(secs => ?)
             WHERE state <> 'RETIRED'
            """;

    private final Database oauth = new Database("oauth");

    /** Makes the active and next keys older. Waits for the next ones, which are generated some time after a rotation. */
    public void age(Duration by) {
        await().atMost(SOON).until(this::next, kids -> kids.size() == ALGORITHMS);
        oauth.update(OLDER, by.toSeconds(), by.toSeconds());
    }

    /** Waits until each of these instances publishes the next keys. */
    public void awaitNext(List<String> instances) {
        await().atMost(SOON)
                .until(
                        this::next,
                        kids -> kids.size() == ALGORITHMS
                                && instances.stream()
                                        .map(StoredSigningKeys::published)
                                        .allMatch(jwks -> kids.stream().allMatch(jwks::contains)));
    }

    /** Returns the JWK Set that an instance publishes. */
    public static String published(String instance) {
        return new Person(Running.stack().serviceUri(instance))
                .get("/.well-known/jwks.json")
                .body();
    }

    private List<String> next() {
        return oauth.texts(NEXT);
    }
}
