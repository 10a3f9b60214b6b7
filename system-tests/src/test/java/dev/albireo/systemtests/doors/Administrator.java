package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Internal;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A member of the group of administrators with a token for the guarded administration. */
record Administrator(Person person, String username, String token) {
    private static final RelyingParty COMMAND_LINE =
            RelyingParty.commandLine(Running.stack().edgeUri(), 7778);
    private static final String OLDER = """
            UPDATE authorization_grant SET proofs = (
              SELECT jsonb_agg(jsonb_set(proof, '{at}', to_jsonb(to_char(
                         ((proof->>'at')::timestamptz - make_interval(secs => ?)) AT TIME ZONE 'UTC',
                         'YYYY-MM-DD"T"HH24:MI:SS"Z"'))) ORDER BY place)
                FROM jsonb_array_elements(proofs) WITH ORDINALITY AS list (proof, place))
             WHERE subject = ?::uuid
            """;

    /** Returns a new administrator who has proved a password and a passkey. */
    static Administrator signIn() {
        return signIn(name -> {});
    }

    /** As {@link #signIn}, of another group that gives a role. */
    static Administrator memberOf(String group) {
        return signIn(group, name -> {});
    }

    /** As {@link #signIn}, where the proofs of the grant are this much older. */
    static Administrator whoProved(Duration ago) {
        return signIn(name -> new Database("oauth").update(OLDER, ago.toSeconds(), subject(name)));
    }

    /** {@code beforeToken} happens to the user of this name between the code and its token. */
    private static Administrator signIn(Consumer<String> beforeToken) {
        return signIn("administrators", beforeToken);
    }

    private static Administrator signIn(String group, Consumer<String> beforeToken) {
        String name = "boss-" + UUID.randomUUID();
        Running.admin()
                .data("mutation { createUser(input: {username: \"" + name + "\", password: \"" + Admin.PASSWORD
                        + "\", groups: [\"" + group + "\"]}) { username } }");
        Journey journey = Running.journey();
        Person person = journey.person();
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        Pending pending = COMMAND_LINE.request("openid albireo:admin", Map.of());
        Answer page = person.follow(person.get(pending.uri()));
        URI callback = page.status() / 100 == 3
                ? page.location()
                : person.follow(journey.goOn(person, journey.secondFactor(person, page, passkey)))
                        .location();
        beforeToken.accept(name);
        Answer tokens = COMMAND_LINE.token(
                Running.stack().edgeUri(),
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", COMMAND_LINE.clientId(),
                        "redirect_uri", "http://127.0.0.1:7778/callback",
                        "code", Form.parameter(callback, "code"),
                        "code_verifier", pending.verifier()));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return new Administrator(person, name, tokens.json().get("access_token").asText());
    }

    private static String subject(String name) {
        return Running.admin()
                .data("{ user(username: \"" + name + "\") { subject } }")
                .at("/user/subject")
                .asText();
    }

    /** Returns an administrator who had access everywhere until this happened. */
    static Administrator after(Consumer<Administrator> end) {
        Administrator administrator = signIn();
        Answer trail = administrator.graphql("{ auditTrail(first: 1) { action } }");
        assertThat(trail.json().at("/data/auditTrail").isArray())
                .as(trail.toString())
                .isTrue();
        assertThat(administrator.listUsersInside().status()).isEqualTo(200);
        assertThat(administrator.listClientsInside().status()).isEqualTo(200);
        end.accept(administrator);
        return administrator;
    }

    void disable() {
        Running.admin().data("mutation { setUserEnabled(username: \"" + username + "\", enabled: false) { success } }");
    }

    void signOut() {
        Answer left = person.submit(person.get("/logout"), "/logout", Map.of());
        assertThat(left.page().text()).as(left.toString()).contains("You're signed out");
    }

    /** The command line revokes the token. */
    void revoke() {
        assertThat(COMMAND_LINE.revoke(token).status()).isEqualTo(200);
    }

    Answer graphql(String query) {
        return graphql(token, query);
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    Answer send(String method, String path, Object body) {
        return send("admin-guarded", method, path, token, Json.write(body));
    }

    /** Lists users at the service that owns them, as the admin service does for this administrator. */
    Answer listUsersInside() {
        return inside("credentials-guarded", "internal:credentials", "/internal/users?limit=1");
    }

    /** Lists clients at the service that owns them, likewise. */
    Answer listClientsInside() {
        return inside("oauth", "internal:oauth", "/internal/resources/Client?limit=1");
    }

    private Answer inside(String service, String scope, String path) {
        URI uri = Running.stack().serviceUri(service).resolve(path);
        String bearer = Internal.token("admin", scope);
        return new Person(uri)
                .send(
                        uri,
                        request -> request.header("Authorization", "Bearer " + bearer)
                                .header("Albireo-Actor", token));
    }

    /** Any token at the guarded GraphQL endpoint. */
    static Answer graphql(String token, String query) {
        return send("admin-guarded", "POST", "/graphql", token, Json.write(Map.of("query", query)));
    }

    /** JSON with a bearer token, at any service. */
    static Answer send(String service, String method, String path, String token, String body) {
        URI uri = Running.stack().serviceUri(service).resolve(path);
        return new Person(uri)
                .send(
                        uri,
                        request -> request.header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body)));
    }
}
