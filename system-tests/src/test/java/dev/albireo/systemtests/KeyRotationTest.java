package dev.albireo.systemtests;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.Service;
import dev.albireo.systemtests.support.StackRestart;
import dev.albireo.systemtests.support.StoredSigningKeys;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Signing keys rotate under load, and no token is rejected")
@StackRestart
class KeyRotationTest {
    private static final int CALLERS = 2;
    /** Replicas reload the keys every few seconds. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(60);

    private static final List<String> INSTANCES = List.of("oauth", "oauth-2");

    private final Database oauth = new Database("oauth");
    private final StoredSigningKeys stored = new StoredSigningKeys();
    private final Service service = Service.register();
    private final Queue<String> minted = new ConcurrentLinkedQueue<>();

    @Test
    void by_command_and_by_schedule() throws Exception {
        String first = service.token("oauth");
        underLoad(() -> {
            stored.age(Duration.ofMinutes(10));
            JsonNode rotated = rotate();
            assertThat(rotated.at("/data/rotateSigningKeys"))
                    .as(rotated.toString())
                    .hasSize(4);
            assertThat(rotate().at("/errors/0/extensions/code").asText())
                    .as("the next keys are too new")
                    .isEqualTo("conflict");
        });
        underLoad(() -> stored.age(Duration.ofDays(100)));
        assertThat(kids(minted)).as("three keys have signed").hasSize(3);
        Checks now = new Checks();
        now.check(first);
        for (String instance : INSTANCES) {
            assertThat(service.introspect(instance, first).json().get("active").asBoolean())
                    .as("a token of a retired key is valid until it expires")
                    .isTrue();
        }
    }

    /**
     * Tokens are issued, verified by a resource server that has the keys already, and introspected, until all replicas sign with the new
     * key.
     */
    private void underLoad(Runnable rotation) throws Exception {
        stored.awaitNext(INSTANCES);
        String before = active();
        Checks checks = new Checks();
        checks.check(service.token("oauth"));
        AtomicInteger calls = new AtomicInteger();
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        try (ScheduledExecutorService load = Executors.newScheduledThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                ScheduledFuture<?> _ = load.scheduleWithFixedDelay(
                        () -> call(calls.incrementAndGet(), checks, refused), 0, 20, MILLISECONDS);
            }
            rotation.run();
            await().atMost(EVERYWHERE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> INSTANCES.stream()
                            .noneMatch(instance -> kid(service.token(instance)).equals(before)));
            load.shutdownNow();
        }
        assertThat(refused).isEmpty();
        assertThat(calls.get()).as("there was load").isGreaterThan(10);
        assertThat(checks.fetched())
                .as("no resource server had to reload the keys")
                .isEqualTo(1);
    }

    private void call(int number, Checks checks, Queue<Throwable> refused) {
        try {
            String token = service.token(INSTANCES.get(number % 2));
            minted.add(token);
            checks.check(token);
            Answer answer = service.introspect(INSTANCES.get((number + 1) % 2), token);
            assertThat(answer.json().get("active").asBoolean())
                    .as(answer.toString())
                    .isTrue();
        } catch (Exception | AssertionError e) {
            if (!Thread.currentThread().isInterrupted()) {
                refused.add(e);
            }
        }
    }

    /** A resource server with cached keys, as the library caches them. */
    private static final class Checks implements ResourceRetriever {
        private final AtomicInteger fetched = new AtomicInteger();
        private final ResourceRetriever web = new DefaultResourceRetriever(2000, 2000);
        private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

        Checks() throws IOException {
            URL keys =
                    Running.stack().edgeUri().resolve("/.well-known/jwks.json").toURL();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
                    JWKSourceBuilder.create(keys, this).build()));
        }

        void check(String token) throws Exception {
            processor.process(token, null);
        }

        int fetched() {
            return fetched.get();
        }

        @Override
        public Resource retrieveResource(URL url) throws IOException {
            fetched.incrementAndGet();
            return web.retrieveResource(url);
        }
    }

    private static JsonNode rotate() {
        return Running.admin()
                .graphql("mutation { rotateSigningKeys { algorithm kid } }")
                .json();
    }

    private String active() {
        return oauth.texts("SELECT kid FROM signing_key WHERE state = 'ACTIVE' AND algorithm = 'RS256'")
                .getFirst();
    }

    private static Set<String> kids(Queue<String> tokens) {
        return tokens.stream().map(KeyRotationTest::kid).collect(Collectors.toSet());
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
