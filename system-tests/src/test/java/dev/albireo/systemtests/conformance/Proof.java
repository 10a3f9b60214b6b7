package dev.albireo.systemtests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;

/** The authentication of a client at the token endpoint. */
@FunctionalInterface
interface Proof {

    /** Returns what this client adds to a request. */
    Sent of(String clientId);

    /** Fields of the form, and headers. */
    record Sent(Map<String, String> fields, Map<String, String> headers) {}

    static Proof basic(String secret) {
        return id -> new Sent(
                Map.of(),
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8))));
    }

    static Proof post(String secret) {
        return id -> new Sent(Map.of("client_id", id, "client_secret", secret), Map.of());
    }
}
