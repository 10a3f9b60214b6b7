package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Processes;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.StackRestart;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The session projection of oauth")
@StackRestart
class SessionProjectionTest {
    private static final int FORGERS = 20;
    private final Journey journey = Running.journey();
    private final RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());

    /** An authentic cookie, which must be looked up while Kafka is unavailable, comes last: once its line is in the log, all are. */
    @Test
    void random_cookies_cause_no_call_to_credentials() throws IOException {
        String name = Running.admin().newUser("pia");
        SecureRandom random = new SecureRandom();
        Running.stack().kafka().stop();
        try {
            long before = lookUps();
            for (int i = 0; i < FORGERS; i++) {
                Person forger = journey.person();
                forger.cookies()
                        .put(
                                "session",
                                OpaqueToken.random(OpaqueTokenType.SESSION, random)
                                                .value() + "." + "A".repeat(22));
                Answer answer = forger.follow(
                        forger.get(shop.request("openid", Map.of()).uri()));
                assertThat(answer.uri().getPath()).isEqualTo("/login");
            }
            Person pia = journey.person();
            journey.login(pia, name);
            journey.toCallback(pia, pia.get(shop.request("openid", Map.of()).uri()));
            await().until(() -> lookUps() > before);
            assertThat(lookUps() - before).isLessThan(FORGERS);
        } finally {
            Running.stack().kafka().start();
        }
    }

    @Test
    void a_login_works_the_moment_the_browser_comes_back_with_kafka_away() {
        String name = Running.admin().newUser("quin");
        Running.stack().kafka().stop();
        try {
            Person quin = journey.person();
            journey.tokens(quin, name, shop, shop.request("openid", Map.of()));
        } finally {
            Running.stack().kafka().start();
        }
    }

    @Test
    void a_login_calls_no_other_service_and_its_response_passes_an_ingress_with_4_KiB_of_headers() throws IOException {
        String name = Running.admin().newUser("bea");
        journey.tokens(journey.person(), name, shop, shop.request("openid", Map.of()));
        SecureRandom random = new SecureRandom();
        String state = OpaqueToken.random(OpaqueTokenType.CODE, random).value().repeat(2)
                + new BigInteger(4_000, random).toString(Character.MAX_RADIX);
        long before = lookUps();
        Person bea = journey.person();
        Answer page = bea.follow(
                bea.get(shop.request("openid", Map.of("state", state)).uri()));

        Answer signedIn = journey.login(bea, page, name);

        assertThat(signedIn.location().toString()).as("a long request").hasSizeBetween(1_200, 1_600);
        assertThat(signedIn.headers().allValues("set-cookie"))
                .anyMatch(cookie -> cookie.startsWith("albireo-carried-session="));
        assertThat(signedIn.headers().map().entrySet().stream()
                        .flatMap(header ->
                                header.getValue().stream().map(value -> header.getKey() + ": " + value + "\r\n"))
                        .mapToInt(String::length)
                        .sum())
                .isLessThan(4_000);
        journey.toCallback(bea, signedIn);
        assertThat(bea.cookies()).as("carried once").doesNotContainKey("albireo-carried-session");
        assertThat(lookUps()).isEqualTo(before);
    }

    /** What a browser carries is worth nothing without the session that it belongs to, and in another browser's session. */
    @Test
    void a_carried_session_is_worth_nothing_without_its_own_cookie() {
        Person own = journey.person();
        journey.login(
                own,
                own.follow(own.get(shop.request("openid", Map.of()).uri())),
                Running.admin().newUser("cid"));
        String session = own.cookies().keySet().stream()
                .filter(name -> name.endsWith("albireo-session"))
                .findFirst()
                .orElseThrow();
        String carried = own.cookies().keySet().stream()
                .filter(name -> name.endsWith("albireo-carried-session"))
                .findFirst()
                .orElseThrow();
        Person thief = journey.person();
        thief.cookies().put(carried, String.valueOf(own.cookies().get(carried)));
        assertThat(thief.follow(thief.get(shop.request("openid", Map.of()).uri()))
                        .uri()
                        .getPath())
                .isEqualTo("/login");

        Person other = signedIn(Running.admin().newUser("dan"));
        String dan = String.valueOf(other.cookies().get(session));
        other.cookies().put(carried, String.valueOf(own.cookies().get(carried)));
        Pending pending = shop.request("openid", Map.of());
        Answer tokens = shop.redeem(pending, journey.toCallback(other, other.get(pending.uri())));
        assertThat(other.cookies()).containsEntry(session, dan);
        assertThat(RelyingParty.idToken(tokens).getSubject())
                .isNotEqualTo(RelyingParty.idToken(tokensOf(own)).getSubject());
    }

    private Person signedIn(String name) {
        Person person = journey.person();
        journey.toCallback(
                person,
                journey.login(
                        person,
                        person.follow(
                                person.get(shop.request("openid", Map.of()).uri())),
                        name));
        return person;
    }

    private Answer tokensOf(Person person) {
        Pending pending = shop.request("openid", Map.of());
        return shop.redeem(pending, journey.toCallback(person, person.get(pending.uri())));
    }

    @Test
    void a_session_that_was_ended_opens_nothing_although_kafka_is_away() {
        String name = Running.admin().newUser("ray");
        Person ray = journey.person();
        Answer tokens = journey.tokens(ray, name, shop, shop.request("openid", Map.of()));
        Person stolen = ray.copy();
        Running.stack().kafka().stop();
        try {
            Answer left = ray.submit(ray.get("/auth/logout"), "/auth/logout", Map.of());
            assertThat(left.status()).as(left.toString()).isLessThan(400);
            assertThat(stolen.follow(stolen.get(shop.request("openid", Map.of()).uri()))
                            .uri()
                            .getPath())
                    .isEqualTo("/login");
            assertThat(stolen.get("/account").location().getPath()).isEqualTo("/login");
            assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                    .isEqualTo(401);
        } finally {
            Running.stack().kafka().start();
        }
    }

    /** The look-up waits in a stopped process while another one ends the session; its response arrives after the end is known. */
    @Test
    void a_session_ended_while_its_read_through_is_in_flight_stays_ended() throws Exception {
        String name = Running.admin().newUser("ugo");
        Running.stack().kafka().stop();
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            Person ugo = journey.person();
            journey.login(ugo, name);
            Person other = ugo.copyAt(Running.stack().serviceUri("credentials-guarded"));
            Answer asked = other.get("/auth/logout");
            Processes.pause(Running.stack().service("credentials").pid());
            Future<Answer> inFlight;
            Answer left;
            try {
                Person copy = ugo.copy();
                inFlight = background.submit(
                        () -> copy.get(shop.request("openid", Map.of()).uri()));
                left = other.submit(asked, "/auth/logout", Map.of());
                assertThat(left.status()).as(left.toString()).isLessThan(400);
            } finally {
                Processes.resume(Running.stack().service("credentials").pid());
            }
            Answer answered = inFlight.get();
            assertThat(answered.location().getPath())
                    .as("%s after the logout %s", answered, left)
                    .isEqualTo("/login");
            assertThat(ugo.follow(ugo.get(shop.request("openid", Map.of()).uri()))
                            .uri()
                            .getPath())
                    .isEqualTo("/login");
        } finally {
            Running.stack().kafka().start();
        }
    }

    @Test
    void disabling_a_user_bites_at_once() {
        String name = Running.admin().newUser("sam");
        Person sam = journey.person();
        Answer tokens = journey.tokens(sam, name, shop, shop.request("openid offline_access", Map.of()));
        Running.admin().data("mutation { setUserEnabled(username: \"" + name + "\", enabled: false) { success } }");
        assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                .isEqualTo(401);
        assertThat(shop.refresh(
                                Running.stack().edgeUri(),
                                tokens.json().get("refresh_token").asText())
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("invalid_grant");
        assertThat(sam.follow(sam.get(shop.request("openid", Map.of()).uri()))
                        .uri()
                        .getPath())
                .isEqualTo("/login");
        assertThat(journey.login(journey.person(), name).status()).isEqualTo(401);
    }

    @Test
    void a_logout_at_oauth_ends_the_session_everywhere() {
        String name = Running.admin().newUser("tom");
        Person tom = journey.person();
        Answer tokens = journey.tokens(tom, name, shop, shop.request("openid", Map.of()));
        Person stolen = tom.copy();
        Answer left = tom.submit(tom.get("/logout"), "/logout", Map.of());
        assertThat(left.page().text()).contains("You're signed out").doesNotContain("couldn't be reached");
        assertThat(stolen.get("/account").location().getPath()).isEqualTo("/login");
        assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                .isEqualTo(401);
    }

    @Test
    void an_ID_token_of_this_very_session_proves_the_wish_to_leave() {
        Person wim = journey.person();
        Answer tokens = journey.tokens(wim, Running.admin().newUser("wim"), shop, shop.request("openid", Map.of()));
        String query = Form.encode(Map.of(
                "id_token_hint",
                tokens.json().get("id_token").asText(),
                "post_logout_redirect_uri",
                RelyingParty.SIGNED_OUT,
                "state",
                "a b"));
        Answer left = wim.get("/logout?" + query);
        assertThat(left.location().toString()).startsWith(RelyingParty.SIGNED_OUT);
        assertThat(Form.query(left.location())).containsEntry("state", "a b");
        assertThat(wim.get("/account").location().getPath()).isEqualTo("/login");
    }

    private static long lookUps() throws IOException {
        try (var lines = Files.lines(Running.stack().service("credentials").log())) {
            return lines.filter(line -> line.contains("/internal/sessions/lookup"))
                    .count();
        }
    }
}
