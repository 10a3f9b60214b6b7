package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Endpoints;
import dev.albireo.systemtests.support.Endpoints.Endpoint;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Malformed input gets a precise error at every endpoint, never a 500")
class MalformedInputTest {
    private static final List<String> JSON_BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "\"text\"",
            "1",
            "{\"credential\":null}",
            "{\"credential\":{}}",
            "{\"credential\":\"x\"}",
            "{\"credential\":{\"id\":1,\"response\":[]}}",
            "{\"credential\":{\"id\":\"AQ\",\"rawId\":\"AQ\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AQ\"}}}",
            "{\"name\":{\"a\":1},\"redirect_uris\":{}}",
            "{\"redirect_uris\":[1,null]}",
            "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}",
            "{\"username\":\"" + "x".repeat(20000) + "\"}",
            "{\"username\":\"\\u0000\",\"interaction\":\"\\ud800\"}");

    private static final List<String> FORM_BODIES = List.of(
            "",
            "=",
            "&&&",
            "%",
            "%zz=%zz",
            "username=%00&password=%00",
            "username=a&username=b&password=c",
            "grant_type=authorization_code&code=%00&redirect_uri=%FF&code_verifier=%C3%28",
            "interaction=x&form_token=y&action=approve",
            "username=" + "x".repeat(15000) + "&password=" + "y".repeat(15000),
            "token=" + "%F0%9F%98%80".repeat(100));

    private static final Journey JOURNEY = Running.journey();
    private static Person person = JOURNEY.person();

    @BeforeAll
    static void signed_in() {
        JOURNEY.login(person, Running.admin().newUser("mal"));
    }

    static Stream<Endpoint> doors() {
        return Stream.of("oauth", "credentials").flatMap(Endpoints::of).filter(Endpoint::changes);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void json(Endpoint door) {
        for (String body : JSON_BODIES) {
            refused(door, "application/json", body);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void forms(Endpoint door) {
        for (String body : FORM_BODIES) {
            refused(door, "application/x-www-form-urlencoded", body);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void other_content_types(Endpoint door) {
        refused(door, "text/plain", "{}");
        refused(door, "multipart/form-data; boundary=x", "--x\r\n\r\n");
        refused(door, "application/xml", "<a/>");
        refused(door, "not a type", "x");
    }

    @ParameterizedTest
    @MethodSource("doors")
    void an_Accept_that_is_none(Endpoint door) {
        URI uri = Running.stack().serviceUri(door.service()).resolve(door.path());
        Answer answer = person.copy()
                .copyAt(uri)
                .send(
                        uri,
                        request -> request.header("Accept", "not a type")
                                .header("Content-Type", "application/json")
                                .method(door.method(), BodyPublishers.ofString("{}")));
        assertThat(answer.status()).as(door + "\n" + answer).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope=openid%00",
                "max_age=-1",
                "max_age=abc",
                "max_age=99999999999999999999",
                "prompt=none%20login",
                "prompt=%00",
                "response_type=",
                "response_type=token%20foo",
                "code_challenge=short",
                "code_challenge_method=plain",
                "claims=%7B",
                "claims=%5B%5D",
                "claims=%7B%22id_token%22%3A1%7D",
                "request=x",
                "request_uri=urn:x",
                "response_mode=foo",
                "acr_values=%00",
                "ui_locales=%00%01",
                "nonce=%00",
                "state=%00",
                "display=foo",
                "id_token_hint=x",
                "resource=%00",
                "login_hint=%00"
            })
    void authorization_parameters(String parameter) {
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Map<String, String> query =
                new LinkedHashMap<>(Form.query(shop.request("openid", Map.of()).uri()));
        query.remove(parameter.substring(0, parameter.indexOf('=')));
        URI uri = URI.create(Running.stack().edgeUri() + "/authorize?" + Form.encode(query) + "&" + parameter);
        Answer answer = person.copy().get(uri);
        assertThat(answer.status()).as(answer.toString()).isLessThan(500);
    }

    @Test
    void an_unknown_client_or_redirect_uri_is_a_page_and_no_redirect() {
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        for (Map<String, String> wrong : List.of(
                Map.of("client_id", "nope"),
                Map.of("redirect_uri", "https://evil.example"),
                Map.of("redirect_uri", RelyingParty.REDIRECT + "/"),
                Map.of("redirect_uri", RelyingParty.REDIRECT + "?a=b"))) {
            Answer answer = person.copy().get(shop.request("openid", wrong).uri());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.header("location")).isEmpty();
            assertThat(answer.page().select("h1").text()).isNotEmpty();
        }
    }

    @Test
    void what_is_wrong_after_that_is_told_to_the_client() {
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Map<Map<String, String>, String> expected = Map.of(
                Map.of("response_type", "token"), "unsupported_response_type",
                Map.of("scope", "profile nonsense"), "invalid_scope",
                Map.of("scope", "openid albireo:admin"), "invalid_scope",
                Map.of("code_challenge_method", "plain"), "invalid_request",
                Map.of("code_challenge", ""), "invalid_request",
                Map.of("prompt", "none login"), "invalid_request",
                Map.of("request", "x"), "invalid_request_object",
                Map.of("request_uri", "urn:x"), "invalid_request_uri");
        expected.forEach((parameters, error) -> {
            var pending = shop.request("openid", parameters);
            // A response type with tokens is answered in the fragment (OAuth 2.0 Multiple Response Types section 5).
            String location = person.copy().get(pending.uri()).location().toString();
            Map<String, String> callback = Form.query(URI.create(location.replaceFirst("#", "?")));
            assertThat(callback)
                    .as(parameters.toString())
                    .containsEntry("error", error)
                    .containsEntry("state", pending.state());
            assertThat(callback).containsKey("iss").containsKey("error_description");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "[{\"query\":\"{__typename}\"}]",
                "null",
                "1",
                "{}",
                "{\"query\":1}",
                "{\"query\":\"\"}",
                "{\"query\":\"{\"}",
                "{\"query\":\"{ nope }\"}",
                "{\"query\":\"{ __typename }\",\"variables\":[]}",
                "{\"query\":\"mutation { setUser2faRequired(username: 1, required: 2) { success } }\"}",
                "{\"query\":\"query A { __typename } query B { __typename }\"}",
                "{\"query\":\"{ __typename }\",\"operationName\":\"C\"}",
                "{\"query\":\"{ users(first: 999999) { nodes { username } } }\"}"
            })
    void graphql(String body) {
        Answer answer = Running.admin().post(body);
        assertThat(answer.status()).as(answer.toString()).isLessThan(500);
        assertThat(answer.json().has("errors")).as(answer.toString()).isTrue();
    }

    @Test
    void graphql_queries_have_a_depth_a_breadth_and_a_size() {
        String broad = "{ " + aliases(300) + " }";
        String deep = "{ __schema { types { fields { type " + "{ ofType ".repeat(12) + "{ name }" + " }".repeat(12)
                + " } } } }";
        for (String query : List.of(broad, deep)) {
            Answer answer = Running.admin().graphql(query);
            assertThat(answer.status()).isLessThan(500);
            assertThat(answer.json().has("errors")).as(query.substring(0, 40)).isTrue();
        }
        assertThat(Running.admin()
                        .post("{\"query\":\"" + " ".repeat(100_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    private static String aliases(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("a").append(i).append(": __typename ");
        }
        return text.toString();
    }

    private static void refused(Endpoint door, String type, String body) {
        URI uri = Running.stack().serviceUri(door.service()).resolve(door.path());
        Person here = person.copy().copyAt(uri);
        Answer answer = here.send(
                uri,
                request -> request.setHeader("Content-Type", type)
                        .header("Origin", Running.stack().edgeUri().toString())
                        .method(door.method(), BodyPublishers.ofString(body)));
        assertThat(answer.status())
                .as(door + " with " + type + " " + shortened(body) + "\n" + answer)
                .isLessThan(500);
        if (answer.status() >= 400 && !answer.body().isEmpty()) {
            assertThat(answer.header("content-type").orElse(""))
                    .as(door + " with " + shortened(body))
                    .containsAnyOf("application/problem+json", "application/json", "text/html");
        }
    }

    private static String shortened(String body) {
        return body.length() > 80 ? body.substring(0, 80) + "…" : body;
    }
}
