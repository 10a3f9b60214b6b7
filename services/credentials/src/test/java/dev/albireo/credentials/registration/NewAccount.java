package dev.albireo.credentials.registration;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.testkit.SoftPasskey;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A browser that registers with a passkey, as the script of the registration page does. It keeps its cookies. */
public record NewAccount(Map<String, String> cookies, SoftPasskey passkey) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns a new browser with a new passkey for this issuer. */
    public static NewAccount at(URI issuer) {
        return new NewAccount(new HashMap<>(), new SoftPasskey(issuer, true));
    }

    /** Returns the response to the start of the ceremony. */
    public Response start(Map<String, ?> fields) {
        return post("/webauthn/new-account/start", fields);
    }

    /** Returns the response to the end of the ceremony, or to its start if that is refused. */
    public Response register(Map<String, ?> fields) {
        Response started = start(fields);
        return started.statusCode() == 200 ? finish(fields, started) : started;
    }

    /** Returns the response to the end of a ceremony. */
    public Response finish(Map<String, ?> fields, Response started) {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("credential", passkey.register(options(started)));
        return post("/webauthn/new-account/finish", body);
    }

    /** Returns the response to a sign-in with the passkey alone. */
    public Response signIn() {
        Response started = post("/webauthn/authenticate/start", Map.of());
        return post("/webauthn/authenticate/finish", Map.of("credential", passkey.authenticate(options(started))));
    }

    /** Returns the session cookie. */
    public String session() {
        return cookies.getOrDefault("albireo-session", "");
    }

    private Response post(String path, Map<String, ?> body) {
        Response response = given().cookies(cookies)
                .header("Accept-Language", "de")
                .accept(ContentType.JSON)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
        cookies.putAll(response.cookies());
        return response;
    }

    private static JsonNode options(Response started) {
        try {
            return JSON.readTree(started.asString()).at("/options/publicKey");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
