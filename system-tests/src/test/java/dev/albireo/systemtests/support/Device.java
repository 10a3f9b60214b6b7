package dev.albireo.systemtests.support;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/** A device without a browser (RFC 8628): registered by itself, public. */
public final class Device {
    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

    private final URI issuer;
    private final String clientId;

    private Device(URI issuer, String clientId) {
        this.issuer = issuer;
        this.clientId = clientId;
    }

    /** Registers a new television. */
    public static Device register(URI issuer) {
        Answer answer = new Person(issuer)
                .postJson(
                        "/connect/register",
                        Map.of(
                                "client_name",
                                "Television",
                                "token_endpoint_auth_method",
                                "none",
                                "grant_types",
                                List.of(GRANT_TYPE, "refresh_token"),
                                "scope",
                                "openid profile email offline_access payment"));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return new Device(issuer, answer.json().get("client_id").asText());
    }

    public String clientId() {
        return clientId;
    }

    /** The codes of the device. */
    public record Begun(String deviceCode, String userCode, URI complete) {}

    public Begun ask(String scope) {
        Answer answer = post("/device_authorization", Map.of("client_id", clientId, "scope", scope));
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return new Begun(
                answer.json().get("device_code").asText(),
                answer.json().get("user_code").asText(),
                URI.create(answer.json().get("verification_uri_complete").asText()));
    }

    /** Polls the token endpoint. */
    public Answer poll(Begun started) {
        return post(
                "/token", Map.of("grant_type", GRANT_TYPE, "client_id", clientId, "device_code", started.deviceCode()));
    }

    private Answer post(String path, Map<String, String> form) {
        return new Person(issuer)
                .send(
                        issuer.resolve(path),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Form.encode(form))));
    }

    /** Signs in at the address that a device shows, and approves the device; returns the last page. */
    public static Answer letIn(Person person, String username, URI complete) {
        Answer page = person.follow(person.get(complete));
        page = person.follow(person.submit(page, "/device", Map.of()));
        if (page.uri().getPath().startsWith("/login")) {
            page = person.follow(Running.journey().login(person, page, username));
        }
        return person.follow(person.submit(page, "/device", Map.of("action", "approve")));
    }
}
