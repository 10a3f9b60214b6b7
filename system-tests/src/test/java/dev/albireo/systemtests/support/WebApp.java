package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;

/** A web application that is a declared {@code Client}, as the seed's {@code mywebapp}: plain OAuth 2.0, a secret, no PKCE. */
public final class WebApp {
    public static final String REDIRECT = "http://localhost:3001";
    public static final String SECRET = "verysecret";
    public static final String PASSWORD = "password";

    private final URI edge;
    private final String clientId;

    public WebApp(URI edge, String clientId) {
        this.edge = edge;
        this.clientId = clientId;
    }

    /** Returns the seed's client. */
    public static WebApp seed() {
        return new WebApp(Running.stack().edgeUri(), "mywebapp");
    }

    /** Returns a client like the seed's with these fields in addition. */
    public static WebApp like(Map<String, ?> over) {
        String id = "app-" + java.util.UUID.randomUUID();
        Running.resources().put("Client/" + id, Resources.seed("client"));
        Answer patched = Running.resources().patch("Client/" + id, over);
        assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
        return new WebApp(Running.stack().edgeUri(), id);
    }

    /** Creates a user like the seed's; returns the id. */
    public static String newUser() {
        String id = "user-" + java.util.UUID.randomUUID();
        Answer created = Running.resources().put("User/" + id, Resources.seed("user"));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return id;
    }

    public String clientId() {
        return clientId;
    }

    /** Returns the page that {@code GET /auth/login?client_id=…&response_type=code} ends at. */
    public Answer begin(Person person) {
        return begin(person, Map.of());
    }

    public Answer begin(Person person, Map<String, String> more) {
        Map<String, String> query = new LinkedHashMap<>(Map.of("client_id", clientId, "response_type", "code"));
        query.putAll(more);
        return person.follow(person.get("/auth/login?" + Form.encode(query)));
    }

    /** Fills the login page in; returns the last response of this server. */
    public Answer password(Person person, Answer page, String username) {
        return person.follow(person.submit(page, "/login", Map.of("username", username, "password", PASSWORD)));
    }

    /** Signs in from the start with the password alone; returns the last response of this server. */
    public Answer signIn(Person person, String username) {
        return password(person, begin(person), username);
    }

    /** Types a code at the page of the second factor; returns the last response of this server. */
    public Answer code(Person person, Answer page, String code) {
        return person.follow(person.submit(otherWay(person, page, "token"), "/login/2fa", Map.of("token", code)));
    }

    /** Returns the page with a field of this name: the displayed one, or another option of it. */
    public Answer otherWay(Person person, Answer page, String field) {
        if (page.page().selectFirst("input[name=" + field + "]") != null) {
            return page;
        }
        return page.page().select("a[href*=way=]").stream()
                .map(link -> person.get(URI.create(link.absUrl("href"))))
                .filter(other -> other.page().selectFirst("input[name=" + field + "]") != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no way to " + field + " from " + page));
    }

    /** Returns whether the response redirects to the client with a code. */
    public boolean arrived(Answer answer) {
        return answer.status() / 100 == 3 && answer.location().toString().startsWith(REDIRECT + "?code=");
    }

    /** Returns the tokens for an answer that {@link #arrived}. */
    public Answer tokens(Answer answer) {
        assertThat(arrived(answer)).as(answer.toString()).isTrue();
        Answer tokens = redeem(Form.parameter(answer.location(), "code"));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return tokens;
    }

    public Answer redeem(String code) {
        return token(Map.of(
                "grant_type", "authorization_code", "client_id", clientId, "client_secret", SECRET, "code", code));
    }

    /** POST /auth/token with JSON, as the reference's examples have it. */
    public Answer token(Map<String, String> body) {
        return new Person(edge)
                .send(
                        edge.resolve("/auth/token"),
                        request -> request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Json.write(body))));
    }

    public Answer userinfo(String accessToken) {
        return new Person(edge)
                .send(
                        edge.resolve("/auth/userinfo"),
                        request -> request.header("Authorization", "Bearer " + accessToken));
    }

    public Answer introspect(String token) {
        return new Person(edge)
                .send(
                        edge.resolve("/auth/introspect"),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Form.encode(
                                        Map.of("client_id", clientId, "client_secret", SECRET, "token", token)))));
    }

    /** Enrols an authenticator application for a signed-in user, over the JSON API. */
    public static Authenticator enable(Person person, int past) {
        Answer begun = person.getJson("/auth/two-factor/enable");
        assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
        Authenticator app = Authenticator.scanned(begun.json().get("uri").asText());
        Answer enabled = person.postJson("/auth/two-factor/enable", Map.of("token", app.next(past)));
        assertThat(enabled.status()).as(enabled.toString()).isEqualTo(200);
        assertThat(enabled.json().get("enabled").asBoolean()).isTrue();
        return app;
    }

    /** Confirms that the recovery codes of the enrolment are saved: their page shows them until then. */
    public static void saveRecoveryCodes(Person person) {
        person.submit(person.get("/account/recovery-codes"), "/account/recovery-codes/saved", Map.of("saved", "yes"));
    }
}
