package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.LogoutListener;
import dev.albireo.systemtests.support.LogoutListener.Heard;
import dev.albireo.systemtests.support.LogoutListener.Manner;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("OpenID Connect Back-Channel Logout 1.0: a logout reaches every client of the session")
@ConcurrentJourneys
class LogoutEverywhereTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Ten times the usual time, and less than one slow client would take. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final int SESSIONS = 20;
    private static final int CLIENTS = 30;
    private static final int CLIENTS_OF_A_SESSION = 3;

    private final URI edge = Running.stack().edgeUri();
    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();
    private final LogoutListener listener = new LogoutListener();

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void a_logout_answers_at_once_and_what_applications_do_not_take_is_told_again_and_shown() {
        listener.behave("/slow", Manner.SLOW);
        listener.behave("/failing", Manner.FAILING);
        listener.behave("/gone", Manner.GONE);
        List<RelyingParty> parties = new ArrayList<>();
        for (String path : List.of("/good", "/slow", "/failing", "/gone")) {
            parties.add(register(path));
        }
        Person vera = journey.person();
        Answer tokens = signIn(vera, admin.newUser("vera"), parties);

        Instant begun = Instant.now();
        Answer left = vera.get("/logout?"
                + Form.encode(
                        Map.of("id_token_hint", tokens.json().get("id_token").asText(), "state", "s")));

        assertThat(Duration.between(begun, Instant.now())).isLessThan(AT_ONCE);
        assertThat(left.page().text()).contains("You're signed out");
        await().atMost(SOON)
                .until(() -> listener.at("/good").size() == 1
                        && listener.at("/failing").size() >= 3);
        JsonNode gone = undone(parties.get(3));
        assertThat(gone.at("/0/state").asText()).isEqualTo("dead");
        assertThat(gone.at("/0/lastError").asText()).isEqualTo("gone");
        assertThat(undone(parties.get(2)).at("/0/state").asText()).isEqualTo("due");
        assertThat(listener.at("/gone")).hasSize(1);

        listener.behave("/failing", Manner.GOOD);
        listener.behave("/gone", Manner.GOOD);
        admin.data("mutation { retryLogoutDelivery(sessionId: \""
                + gone.at("/0/sessionId").asText() + "\", clientId: \""
                + parties.get(3).clientId() + "\") }");

        await().atMost(SOON)
                .until(() -> undone(parties.get(2)).isEmpty()
                        && undone(parties.get(3)).isEmpty());
        assertThat(listener.at("/good")).hasSize(1);
        assertThat(listener.at("/gone")).hasSize(2);
    }

    @Test
    void one_reset_ends_twenty_sessions_over_thirty_clients_and_notifies_each_client_once() throws Exception {
        String name = admin.newUser("xena");
        List<RelyingParty> parties = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            parties.add(register("/" + i));
        }
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < SESSIONS; i++) {
            List<RelyingParty> some = new ArrayList<>();
            for (int k = 0; k < CLIENTS_OF_A_SESSION; k++) {
                some.add(parties.get((i * CLIENTS_OF_A_SESSION + k) % CLIENTS));
            }
            String session = sid(signIn(journey.person(), name, some));
            some.forEach(party -> expected.put(session + " " + party.clientId(), 1));
        }
        String spared = sid(signIn(journey.person(), admin.newUser("yara"), parties.subList(0, 2)));

        admin.data("mutation { resetUser2fa(username: \"" + name + "\", reason: \"lost\") { success } }");

        await().atMost(SOON).until(() -> told().size() == expected.size());
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(told()).isEqualTo(expected);
        assertThat(told().keySet()).noneMatch(pair -> pair.startsWith(spared));
    }

    /** The ways a session ends. */
    enum End {
        RP_LOGOUT {
            @Override
            void come(Person person, String name, Answer tokens) {
                person.get("/logout?"
                        + Form.encode(Map.of(
                                "id_token_hint", tokens.json().get("id_token").asText())));
            }
        },
        SIGN_OUT_ON_THE_ACCOUNT_PAGE {
            @Override
            void come(Person person, String name, Answer tokens) {
                person.submit(person.get("/auth/logout"), "/auth/logout", Map.of());
            }
        },
        ALL_OTHERS_FROM_ANOTHER_BROWSER {
            @Override
            void come(Person person, String name, Answer tokens) {
                Person elsewhere = Running.journey().person();
                Running.journey().login(elsewhere, name);
                elsewhere.submit(elsewhere.get("/account/sign-ins"), "/account/end-other-sessions", Map.of());
            }
        },
        NEW_SIGN_IN {
            @Override
            void come(Person person, String name, Answer tokens) {
                Running.journey().login(person, name);
            }
        },
        DISABLING {
            @Override
            void come(Person person, String name, Answer tokens) {
                mutate("setUserEnabled(username: \"" + name + "\", enabled: false) { success }");
            }
        },
        ADMINISTRATOR {
            @Override
            void come(Person person, String name, Answer tokens) {
                mutate("setUser2faRequired(username: \"" + name + "\", required: true, endSessions: true) { success }");
            }
        },
        PASSWORD {
            @Override
            void come(Person person, String name, Answer tokens) {
                mutate("setUserPassword(username: \"" + name + "\", password: \"" + UUID.randomUUID()
                        + "\") { success }");
            }
        },
        RESET {
            @Override
            void come(Person person, String name, Answer tokens) {
                mutate("resetUser2fa(username: \"" + name + "\", reason: \"lost\") { success }");
            }
        };

        abstract void come(Person person, String name, Answer tokens);

        private static void mutate(String mutation) {
            Running.admin().data("mutation { " + mutation + " }");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatever_ends_a_session_its_applications_are_told(End end) throws Exception {
        String name = admin.newUser("zoe");
        RelyingParty party = register("/zoe");
        Person zoe = journey.person();
        Answer tokens = signIn(zoe, name, List.of(party));

        end.come(zoe, name, tokens);

        await().atMost(SOON).until(() -> !listener.at("/zoe").isEmpty());
        JWTClaimsSet token = listener.at("/zoe").getFirst().token().orElseThrow();
        assertThat(token.getStringClaim("sid")).isEqualTo(sid(tokens));
        assertThat(token.getSubject()).isEqualTo(RelyingParty.idToken(tokens).getSubject());
        assertThat(token.getAudience()).containsExactly(party.clientId());
    }

    private RelyingParty register(String path) {
        return RelyingParty.register(
                edge,
                Map.of("backchannel_logout_uri", listener.uri(path), "backchannel_logout_session_required", true));
    }

    /** Signs in once and gets tokens for each client; returns the last ones. */
    private Answer signIn(Person person, String name, List<RelyingParty> parties) {
        RelyingParty first = parties.getFirst();
        Answer tokens = journey.tokens(person, name, first, first.request("openid", Map.of()));
        for (RelyingParty party : parties.subList(1, parties.size())) {
            Pending pending = party.request("openid", Map.of());
            tokens = party.redeem(pending, journey.toCallback(person, person.get(pending.uri())));
            assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        }
        return tokens;
    }

    private JsonNode undone(RelyingParty party) {
        return admin.data("{ logoutDeliveries(client: \"" + party.clientId()
                        + "\") { sessionId clientId state attempts lastError } }")
                .get("logoutDeliveries");
    }

    /** Returns how often each client was notified of each session. */
    private Map<String, Integer> told() {
        Map<String, Integer> told = new HashMap<>();
        for (Heard received : listener.heard()) {
            JWTClaimsSet token = received.token().orElseThrow();
            told.merge(token.getClaim("sid") + " " + token.getAudience().getFirst(), 1, Integer::sum);
        }
        return told;
    }

    private static long waiting() {
        return new Database("oauth").count("SELECT count(*) FROM logout_delivery WHERE state = 'due' AND attempts = 0");
    }

    private static String sid(Answer tokens) throws Exception {
        return RelyingParty.idToken(tokens).getStringClaim("sid");
    }
}
