package dev.albireo.systemtests.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A sender that guesses, or asks without end and without a session, is refused with 429 and {@code Retry-After}. Each attempt without a session comes from a network
 * of its own, so that it uses up what nothing else needs.
 */
final class Limits extends Rule {
    private static final int MORE_THAN_ANY_BUDGET = 2_000;
    private static final String GUESSED_NETWORK = "198.51.100.7";
    private static final String FLOODING_NETWORK = "203.0.113.7";

    private final RelyingParty guessed =
            RelyingParty.confidential(Running.stack().edgeUri(), Map.of());
    private boolean isGuessed;

    Limits() {
        super("limits", "11, 31, 37, 38");
        without("a signed or random token of 256 bits is all that counts here", Door.USERINFO, Door.RESOURCES);
        without("a signed or random token of 256 bits is all that counts here", Door.GRAPHQL, Door.INTERNAL);
        without("takes a page of a session, and no secret", Door.CONSENT, Door.LOGOUT);
        without("is counted by network, which these tests do not limit; see TooManyAttemptsTest", Door.PASSWORD_RESET);
        at(Door.AUTHORIZE, () -> flood("GET", "/authorize?client_id=x"));
        at(Door.AUTHORIZE_POST, () -> flood("POST", "/authorize"));
        at(Door.SIGNED, () -> flood("GET", "/authorize?client_id=x&request=e30.e30."));
        at(Door.SILENT, () -> flood("GET", "/authorize?client_id=x&prompt=none"));
        at(Door.PUSHED, () -> guess("/par", Map.of("scope", "openid")));
        at(Door.CODE, () -> guess("/token", Map.of("grant_type", "authorization_code", "code", "x")));
        at(Door.REFRESH, () -> guess("/token", Map.of("grant_type", "refresh_token", "refresh_token", "x")));
        at(Door.DEVICE_CODE, () -> guess("/token", Map.of("grant_type", RelyingParty.DEVICE_CODE, "device_code", "x")));
        at(Door.CLIENT, () -> guess("/token", Map.of("grant_type", "client_credentials")));
        at(Door.INTROSPECT, () -> guess("/introspect", Map.of("token", "x")));
        at(Door.REVOKE, () -> guess("/revoke", Map.of("token", "x")));
        at(Door.DEVICE, Limits::userCodes);
        at(Door.REGISTER, () -> {
            Person sender = from("oauth", "203.0.113.8");
            return untilRefused(() -> sender.postJson("/connect/register", Map.of("redirect_uris", "none")));
        });
        at(Door.LOGIN, () -> {
            String user = Running.admin().newUser("limit");
            Person guesser = from("credentials", "203.0.113.9");
            Map<String, String> wrong = Map.of("username", user, "password", "wrong password");
            return untilRefused(() -> guesser.submit(guesser.get("/login"), "/login", wrong));
        });
        at(Door.ACCOUNT, () -> {
            Person thief = signedIn();
            Map<String, String> wrong = Map.of("current", "wrong password", "password", "another long password");
            return untilRefused(() -> thief.submit(thief.get("/account/password"), "/account/password", wrong));
        });
        at(Door.TWO_FACTOR, () -> {
            Person guesser = signedIn();
            WebApp.enable(guesser, 0);
            return untilRefused(() -> guesser.postJson("/auth/two-factor/disable", Map.of("token", "000000")));
        });
        at(Door.WEBAUTHN, () -> {
            Person sender = from("credentials", "203.0.113.10");
            return untilRefused(() -> sender.postJson("/webauthn/authenticate/start", Map.of()));
        });
    }

    /** All ways to the authorization endpoint draw on one budget of the network, which recovers evenly. */
    private String flood(String method, String path) {
        Person sender = from("oauth", FLOODING_NETWORK);
        URI uri = sender.base().resolve(path);
        return untilRefused(() -> sender.send(
                uri,
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .method(
                                method,
                                method.equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString("client_id=x"))));
    }

    /** All endpoints that authenticate a client draw on one budget of that client and network; the right secret is refused then, too. */
    private String guess(String path, Map<String, String> form) {
        if (!isGuessed) {
            String wrong = Base64.getEncoder().encodeToString((guessed.clientId() + ":wrong").getBytes(UTF_8));
            untilRefused(() -> authenticated("/token", Map.of("grant_type", "client_credentials"), "Basic " + wrong));
            isGuessed = true;
        }
        return refusedAtOnce(() -> authenticated(path, form, guessed.authorization()));
    }

    private static Answer authenticated(String path, Map<String, String> form, String authorization) {
        Person sender = from("oauth", GUESSED_NETWORK);
        return sender.send(
                sender.base().resolve(path),
                request -> request.header("Authorization", authorization)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Form.encode(form))));
    }

    private static String userCodes() {
        Person guesser = signedIn();
        return untilRefused(() -> guesser.submit(guesser.get("/device"), "/device", Map.of("user_code", "BCDF-GHJK")));
    }

    private static Person signedIn() {
        Person person = Running.journey().person();
        Running.journey().login(person, Running.admin().newUser("limit"));
        return person;
    }

    /** Past the edge, as if the edge had said that the request comes from there. */
    private static Person from(String service, String address) {
        return Running.journey()
                .person()
                .copyAt(Running.stack().serviceUri(service))
                .saying("X-Forwarded-For", address);
    }

    private static String untilRefused(Supplier<Answer> attempt) {
        for (int tried = 0; tried < MORE_THAN_ANY_BUDGET; tried++) {
            Answer answer = attempt.get();
            if (answer.status() == 429) {
                return refused(answer);
            }
            assertThat(answer.status()).as(answer.toString()).isLessThan(500);
        }
        throw new AssertionError("was never refused: " + MORE_THAN_ANY_BUDGET + " tries");
    }

    private static String refusedAtOnce(Supplier<Answer> attempt) {
        Answer answer = attempt.get();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(429);
        return refused(answer);
    }

    private static String refused(Answer answer) {
        assertThat(answer.header("retry-after")).as(answer.toString()).isPresent();
        return "429, Retry-After";
    }
}
