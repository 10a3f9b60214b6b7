package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Internal;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** What was proved 40 minutes ago is not enough where a recent proof is demanded: by an application, for factors, for administration. */
final class RecentProof extends Rule {
    private static final Duration OLD = Duration.ofMinutes(40);
    private static final String PROBLEM = "https://albireo.dev/problems/fresh-proof-required";
    private static final String CREATE_USER = "mutation { createUser(input: {username: \"eve\"}) { username } }";
    private static final String OLDER = """
            UPDATE session SET proofs = (
              SELECT jsonb_agg(jsonb_set(proof, '{at}', to_jsonb(to_char(
                         ((proof->>'at')::timestamptz - make_interval(secs => ?)) AT TIME ZONE 'UTC',
                         'YYYY-MM-DD"T"HH24:MI:SS"Z"'))) ORDER BY place)
                FROM jsonb_array_elements(proofs) WITH ORDINALITY AS list (proof, place))
             WHERE subject = ?::uuid
            """;

    RecentProof() {
        super("step-up", "8, 16, 33, 36");
        without("is where factors are proved", Door.LOGIN);
        without("the link is the proof, and is never older than a quarter of an hour", Door.PASSWORD_RESET);
        without("comes after the decision, which is made again on the way back; see ended session", Door.CONSENT);
        without(
                "hands out or describes what a grant was given with; see acr tells the truth",
                Door.CODE,
                Door.REFRESH,
                Door.DEVICE_CODE,
                Door.INTROSPECT,
                Door.USERINFO);
        without("a device cannot demand a recent proof; see acr tells the truth", Door.DEVICE);
        without("only takes away", Door.REVOKE, Door.LOGOUT);
        without("acts for no user", Door.CLIENT, Door.REGISTER);
        at(Arrival.PAGES, door -> Refused.sentTo(arrive(door), "/login", "/login/2fa"));
        at(Door.SILENT, () -> Refused.toClient(arrive(Door.SILENT), "login_required", "interaction_required"));
        at(Door.ACCOUNT, () -> {
            Person person = provedLongAgo(user -> WebApp.enable(user, 0));
            WebApp.saveRecoveryCodes(person);
            String codes = "/account/recovery-codes";
            Answer answer = person.submit(person.get(codes), codes, Map.of());
            return Refused.sentTo(answer, "/account/confirm");
        });
        at(Door.WEBAUTHN, () -> problem(provedLongAgo().postJson("/webauthn/register/start", Map.of())));
        at(Door.TWO_FACTOR, () -> problem(provedLongAgo().getJson("/auth/two-factor/enable")));
        at(Door.GRAPHQL, () -> {
            Answer answer = Administrator.whoProved(OLD).graphql(CREATE_USER);
            String code = answer.json().at("/errors/0/extensions/code").asText();
            assertThat(code).as(answer.toString()).isEqualTo("fresh-proof-required");
            return code;
        });
        at(Door.RESOURCES, () -> {
            Administrator late = Administrator.whoProved(OLD);
            problem(late.put("/User/eve", Map.of()));
            return problem(late.put("/Client/eve", Map.of()));
        });
        at(Door.INTERNAL, RecentProof::inside);
    }

    private static Answer arrive(Door door) {
        Visit visit = Visit.with("openid");
        return Arrival.by(door, visit.person(), visit.shop(), "openid", Map.of("max_age", "0"));
    }

    private static Person provedLongAgo() {
        return provedLongAgo(person -> {});
    }

    private static Person provedLongAgo(Consumer<Person> then) {
        Visit visit = Visit.with("openid");
        then.accept(visit.person());
        String subject = Running.admin()
                .data("{ user(username: \"" + visit.username() + "\") { subject } }")
                .at("/user/subject")
                .asText();
        assertThat(new Database("credentials").update(OLDER, OLD.toSeconds(), subject))
                .isOne();
        return visit.person();
    }

    private static String inside() {
        String token = Administrator.whoProved(OLD).token();
        URI uri = Running.stack().serviceUri("credentials-guarded").resolve("/internal/users");
        String bearer = Internal.token("admin", "internal:credentials");
        return problem(new Person(uri)
                .send(
                        uri,
                        request -> request.header("Authorization", "Bearer " + bearer)
                                .header("Albireo-Actor", token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Json.write(Map.of("username", "eve"))))));
    }

    private static String problem(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.json().path("type").asText()).as(answer.toString()).isEqualTo(PROBLEM);
        return "403 fresh-proof-required";
    }
}
