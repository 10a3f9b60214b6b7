package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.FirstAdministrator;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Internal;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Outside development the admin API accepts only administrators who proved a second factor")
class GuardedAdminTest {
    private static final String ROOT = "root";
    private static final Journey JOURNEY = Running.journey();
    private static final RelyingParty COMMAND_LINE =
            RelyingParty.commandLine(Running.stack().edgeUri(), 7777);
    private static String code = "";
    private static String token = "";
    private static String subject = "";

    @BeforeAll
    static void the_printed_code_makes_the_first_administrator() throws IOException {
        code = printedCode();
        FirstAdministrator root = FirstAdministrator.create(Running.stack().edgeUri(), code, ROOT);
        token = root.token();
        subject = root.subject();
    }

    @Test
    void an_administrators_token_opens_it_and_the_person_is_audited() {
        String name = Running.admin().newUser("gus");
        Answer answer = guarded(
                token,
                "mutation { setUser2faRequired(username: \"" + name + "\", required: true) { success requires2fa } }");
        assertThat(answer.json().at("/data/setUser2faRequired/success").asBoolean())
                .as(answer.toString())
                .isTrue();
        Database audit = new Database("admin");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(audit.count(
                                "SELECT count(*) FROM audit_record WHERE actor = ? AND action LIKE '%two-factor%'",
                                subject))
                        .isPositive());
    }

    @Test
    void what_is_better_changed_is_in_the_log() throws IOException {
        assertThat(Files.readString(
                        Running.stack().service("credentials-guarded").log()))
                .contains("albireo.egress.allow has 0.0.0.0/0, which is wide");
    }

    @Test
    void other_tokens_are_rejected() {
        Person plain = JOURNEY.person();
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Answer tokens = JOURNEY.tokens(plain, Running.admin().newUser("hal"), shop, shop.request("openid", Map.of()));
        assertThat(guarded("", "{ __typename }").status()).isEqualTo(401);
        assertThat(guarded("x.y.z", "{ __typename }").status()).isEqualTo(401);
        assertThat(guarded(tokens.json().get("access_token").asText(), "{ __typename }")
                        .status())
                .isIn(401, 403);
        assertThat(guarded(tokens.json().get("id_token").asText(), "{ __typename }")
                        .status())
                .isEqualTo(401);
        assertThat(guarded(serviceToken(), "{ __typename }").status()).isIn(401, 403);
    }

    @Test
    void a_user_who_is_no_administrator_gets_no_such_token() {
        Person ida = JOURNEY.person();
        JOURNEY.login(ida, Running.admin().newUser("ida"));
        SoftPasskey passkey = JOURNEY.enrol(ida, false);
        Pending pending = COMMAND_LINE.request("openid albireo:admin", Map.of());
        Answer page = ida.follow(ida.get(pending.uri()));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Answer answer = ida.follow(JOURNEY.goOn(ida, JOURNEY.secondFactor(ida, page, passkey)));
        assertThat(Form.query(answer.location())).containsEntry("error", "access_denied");
    }

    @Test
    void the_owning_service_checks_the_person_again() {
        Person service = new Person(Running.stack().serviceUri("credentials-guarded"));
        String bearer = "Bearer " + serviceToken();
        assertThat(service.send(
                                service.base().resolve("/internal/users?limit=1"),
                                request -> request.header("Authorization", bearer))
                        .status())
                .isEqualTo(403);
        assertThat(service.send(
                                service.base().resolve("/internal/users?limit=1"),
                                request ->
                                        request.header("Authorization", bearer).header("Albireo-Actor", token))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_code_is_good_once() {
        Person second = JOURNEY.person();
        Answer again = second.submit(
                second.get("/account/bootstrap"),
                "/account/bootstrap",
                Map.of("code", code, "username", "root2", "password", Admin.PASSWORD));
        assertThat(again.status()).as(again.toString()).isEqualTo(403);
    }

    @Test
    void reserved_scopes_cannot_be_registered() {
        Answer answer = JOURNEY.person()
                .postJson(
                        "/connect/register",
                        Map.of("redirect_uris", new String[] {RelyingParty.REDIRECT}, "scope", "openid albireo:admin"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_client_metadata");
    }

    private static Answer guarded(String bearer, String query) {
        Person caller = new Person(Running.stack().serviceUri("admin-guarded"));
        return caller.send(caller.base().resolve("/graphql"), request -> {
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Json.write(Map.of("query", query))));
            return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
        });
    }

    private static String serviceToken() {
        return Internal.token("admin", "internal:credentials");
    }

    private static String printedCode() throws IOException {
        String log =
                Files.readString(Running.stack().service("credentials-guarded").log());
        Matcher matcher = Pattern.compile("bs_[A-Za-z0-9_-]{43}").matcher(log);
        assertThat(matcher.find())
                .as("the log of credentials-guarded has a code")
                .isTrue();
        return matcher.group();
    }
}
