package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user who is signed in at a client of the logout plans, and the request that ends the session. */
record SuiteLogout(SuiteRun run, String state, String back) {
    /** Longer than most, to see that it comes back whole. */
    private static final String STATE = "aZ09-._~+/= ".repeat(11);

    /** Returns a client with additional metadata, and an authorization of it. */
    static SuiteLogout of(Variant variant, Map<String, ?> more) {
        return of(variant, more, RelyingParty.SIGNED_OUT);
    }

    /** As {@link #of(Variant, Map)}, with this {@code post_logout_redirect_uri}. */
    static SuiteLogout of(Variant variant, Map<String, ?> more, String back) {
        Map<String, Object> metadata = new LinkedHashMap<>(more);
        metadata.put("post_logout_redirect_uris", List.of(back));
        SuiteClient client = SuiteClient.made(variant, metadata);
        return new SuiteLogout(SuiteRun.of(client, Map.of("state", STATE)), STATE, back);
    }

    /** Returns the server metadata, with the members that every logout plan requires. */
    static JsonNode metadata() {
        Answer metadata = Running.journey().person().getJson("/.well-known/openid-configuration");
        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.header("content-type").orElse("")).startsWith("application/json");
        assertThat(metadata.json().get("end_session_endpoint").asText())
                .isEqualTo(Running.stack().edgeUri() + "/logout");
        return metadata.json();
    }

    Map<String, String> request() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id_token_hint", run.tokens().json().get("id_token").asText());
        parameters.put("post_logout_redirect_uri", back);
        parameters.put("state", state);
        return parameters;
    }

    Map<String, String> without(String name) {
        Map<String, String> parameters = request();
        parameters.remove(name);
        return parameters;
    }

    Map<String, String> with(String name, String value) {
        Map<String, String> parameters = request();
        parameters.put(name, value);
        return parameters;
    }

    URI uri(Map<String, String> parameters) {
        return Running.stack().edgeUri().resolve("/logout?" + Form.encode(parameters));
    }

    Answer ask(Map<String, String> parameters) {
        return run.person().follow(run.person().get(uri(parameters)));
    }

    /** Checks that the browser ends at the registered URI, with the state and nothing else. */
    void isBack(URI location) {
        assertThat(location.toString()).startsWith(back + "?");
        assertThat(Form.query(location)).isEqualTo(Map.of("state", state));
    }

    /** A silent authorization then requires a login. */
    void isOut(Person person) {
        Map<String, String> request = run.client().request(Map.of("prompt", "none"));
        assertThat(run.client().received(SuiteClient.ask(person, request)))
                .containsEntry("error", "login_required")
                .containsEntry("state", request.get("state"))
                .doesNotContainKey("code");
    }
}
