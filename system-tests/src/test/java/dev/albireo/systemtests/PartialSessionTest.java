package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Endpoints;
import dev.albireo.systemtests.support.Endpoints.Endpoint;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A partial session has access to the second step and nothing else, at every endpoint of every service")
class PartialSessionTest {
    /** The endpoints that answer 2xx to a partial session of a user with a passkey, and the reasons. */
    private static final Set<String> OPEN = Set.of(
            "oauth GET /.well-known/openid-configuration", // public
            "oauth GET /.well-known/oauth-authorization-server", // public
            "oauth GET /.well-known/jwks.json", // public
            "oauth GET /device", // public: takes a code; what follows is checked
            "oauth GET /logout", // logout is always allowed; this page only asks
            "webhooks GET /.well-known/ssf-configuration", // public
            "webhooks GET /ssf/jwks", // public
            "credentials GET /", // leads to the account, which is closed
            "credentials GET /favicon.ico", // public
            "credentials GET /.well-known/change-password", // leads to the form, which is closed
            "credentials GET /.well-known/passkey-endpoints", // public
            "credentials GET /login", // a new sign-in
            "credentials GET /register", // a new account; public
            "credentials GET /login/2fa", // the second step
            "credentials GET /login/2fa/reset", // begins the waiting period, of which the user is told
            "credentials GET /login/forgot", // public
            "credentials POST /webauthn/2fa/start", // the second step
            "credentials POST /webauthn/authenticate/start", // a new sign-in; public
            "credentials GET /auth/logout", // logout; this page only asks
            "credentials GET /account/bootstrap"); // public: requires the one-time code

    private static final Journey JOURNEY = Running.journey();
    private static String alice = "";
    private static Person thief = JOURNEY.person();
    private static Person aliceWithBothFactors = JOURNEY.person();

    @BeforeAll
    static void a_password_thief_is_half_way_in() {
        alice = Running.admin().newUser("alice");
        JOURNEY.login(aliceWithBothFactors, alice);
        SoftPasskey passkey = JOURNEY.enrol(aliceWithBothFactors, false);
        JOURNEY.goOn(
                aliceWithBothFactors,
                JOURNEY.secondFactor(aliceWithBothFactors, aliceWithBothFactors.get("/login/2fa"), passkey));
        Running.admin().require2fa(alice, true);
        thief = JOURNEY.person();
        assertThat(JOURNEY.login(thief, alice).location().getPath()).isEqualTo("/login/2fa");
    }

    static Stream<Endpoint> endpoints() {
        return Stream.of("oauth", "credentials", "webhooks", "admin").flatMap(Endpoints::of);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void nothing_but_the_second_step_opens(Endpoint endpoint) {
        Person copy = thief.copy();
        URI uri = Running.stack().serviceUri(endpoint.service()).resolve(endpoint.path());
        Answer answer = endpoint.changes()
                ? copy.copyAt(uri).json(endpoint.method(), uri.getPath(), "{}")
                : copy.copyAt(uri).get(uri);
        if (OPEN.contains(endpoint.toString())) {
            assertThat(answer.status()).as(answer.toString()).isLessThan(400);
        } else if (answer.status() / 100 == 3) {
            assertThat(answer.location().getPath()).as(answer.toString()).startsWith("/login");
        } else {
            assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        }
    }

    @Test
    void the_administration_takes_no_session_at_all() {
        URI graphql = Running.stack().serviceUri("admin-guarded").resolve("/graphql");
        for (Person each : List.of(thief, aliceWithBothFactors)) {
            Answer answer = each.copyAt(graphql).json("POST", "/graphql", "{\"query\":\"{ __typename }\"}");
            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void it_gets_no_code_for_a_client() {
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Person copy = thief.copy();
        Answer answer = copy.follow(copy.get(shop.request("openid", Map.of()).uri()));
        assertThat(answer.uri().getPath()).isEqualTo("/login/2fa");
    }

    @Test
    void it_lets_no_device_in() {
        Person copy = thief.copy();
        Device.Begun started = Device.register(Running.stack().edgeUri()).ask("openid");
        Answer typed = copy.submit(copy.get("/device"), "/device", Map.of("user_code", started.userCode()));

        assertThat(copy.follow(typed).uri().getPath()).isEqualTo("/login/2fa");
    }

    @Test
    void prompt_none_tells_the_client_that_something_is_missing() {
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Person copy = thief.copy();
        Answer answer = copy.follow(
                copy.get(shop.request("openid", Map.of("prompt", "none")).uri()));
        assertThat(answer.location().toString()).contains("error=interaction_required");
    }

    @Test
    void a_password_thief_cannot_add_list_rename_or_remove_a_passkey() {
        assertThat(thief.copy().postJson("/webauthn/register/start", Map.of()).status())
                .isEqualTo(403);
        assertThat(thief.copy().getJson("/account/passkeys").status()).isEqualTo(403);
        String id = aliceWithBothFactors
                .getJson("/account/passkeys")
                .json()
                .at("/0/credential_id")
                .asText();
        assertThat(id).isNotEmpty();
        assertThat(thief.copy()
                        .json("PATCH", "/account/passkeys/" + id, "{\"name\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(thief.copy().json("DELETE", "/account/passkeys/" + id, "").status())
                .isEqualTo(403);
        assertThat(aliceWithBothFactors.getJson("/account/passkeys").json()).hasSize(1);
    }

    @Test
    void nor_can_the_thief_of_a_password_without_a_second_factor_requirement() {
        String bea = Running.admin().newUser("bea");
        Person owner = JOURNEY.person();
        JOURNEY.login(owner, bea);
        SoftPasskey passkey = JOURNEY.enrol(owner, false);
        Person other = JOURNEY.person();
        assertThat(JOURNEY.login(other, bea).location().getPath()).isEqualTo("/account");
        assertThat(JOURNEY.enrol(other, new SoftPasskey(Running.stack().edgeUri(), false))
                        .status())
                .isEqualTo(403);
        assertThat(other.getJson("/account/passkeys").status()).isEqualTo(403);
        assertThat(other.get("/account").body()).doesNotContain("Soft key");
        assertThat(other.json("PATCH", "/account/passkeys/" + passkey.id(), "{\"name\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(other.json("DELETE", "/account/passkeys/" + passkey.id(), "").status())
                .isEqualTo(403);
    }

    @Test
    void the_page_that_a_full_session_opens_stays_closed() {
        assertThat(aliceWithBothFactors.get("/account").status()).isEqualTo(200);
        assertThat(thief.copy().get("/account").location().getPath()).isEqualTo("/login/2fa");
    }
}
