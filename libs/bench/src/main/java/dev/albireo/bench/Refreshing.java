package dev.albireo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Refreshes with the token of the last refresh. */
final class Refreshing implements Exchanges {
    private final String authorization;
    private String token;

    Refreshing(String authorization, String token) {
        this.authorization = authorization;
        this.token = token;
    }

    @Override
    public byte[] next() {
        return BenchHttpClient.form(
                "/token", Map.of("grant_type", "refresh_token", "refresh_token", token), authorization);
    }

    @Override
    public void answered(int status, byte[] body) {
        String text = new String(body, UTF_8);
        if (status != 200) {
            throw new IllegalStateException("answered " + status + " " + text);
        }
        token = new JsonObject(text).getString("refresh_token");
    }
}
