package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The declared resources on the admin port, as an administrator writes them: on loopback without a token, or with one. */
public final class Resources {
    public static final String YAML = "text/yaml";
    public static final String JSON = "application/json";
    private static final Map<String, String> SEED = new TreeMap<>(
            Map.of("AuthConfig/myconfig", "authconfig", "Client/mywebapp", "client", "User/my-user", "user"));
    private static final Duration SOON = Duration.ofMinutes(1);
    private final URI base;
    private final Person caller;

    public Resources(URI base) {
        this.base = base;
        this.caller = new Person(base);
    }

    public Resources(URI base, String accessToken) {
        this.base = base;
        this.caller = new Person(base).saying("Authorization", "Bearer " + accessToken);
    }

    /** One of the seed's bodies, byte for byte. */
    public static String seed(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/seeds/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the seed's three resources as they are printed. On a busy machine the first calls from one service to another may time out. */
    public void putSeed() {
        for (Map.Entry<String, String> one : SEED.entrySet()) {
            await().atMost(SOON).untilAsserted(() -> ok(put(one.getKey(), seed(one.getValue()))));
        }
    }

    /** Without any content type, as the seed's console sends it. */
    public Answer put(String path, String body) {
        return send(path, request -> request.PUT(BodyPublishers.ofString(body)));
    }

    public Answer put(String path, String contentType, String body) {
        return send(path, request -> request.header("Content-Type", contentType).PUT(BodyPublishers.ofString(body)));
    }

    /** JSON, and it must succeed. */
    public Answer declare(String path, Object resource) {
        return ok(put(path, JSON, Json.write(resource)));
    }

    public Answer patch(String path, Object change) {
        return send(
                path,
                request -> request.header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString(Json.write(change))));
    }

    public Answer get(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    public Answer delete(String path) {
        return send(path, HttpRequest.Builder::DELETE);
    }

    public Answer send(String path, UnaryOperator<HttpRequest.Builder> change) {
        return caller.send(base.resolve("/" + path), change);
    }

    private static Answer ok(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError(answer.toString());
        }
        return answer;
    }
}
