package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.RelyingParty;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** The kinds of rejection. Each method fails if the response is of another kind, and otherwise describes it in a few words. */
final class Refused {
    private Refused() {}

    /** Requires the error of an OAuth endpoint, without a token. */
    static String oauth(Answer answer, String error) {
        assertThat(answer.status()).as(answer.toString()).isIn(400, 401);
        assertThat(answer.json().path("error").asText()).as(answer.toString()).isEqualTo(error);
        assertThat(answer.body()).doesNotContain("access_token\":");
        return answer.status() + " " + error;
    }

    /** Requires the challenge of a protected resource (RFC 6750 section 3.1). */
    static String bearer(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.header("www-authenticate").orElse(""))
                .contains("Bearer")
                .contains("invalid_token");
        return "401 invalid_token";
    }

    /** Requires an introspection response whose only member is that the token is not active (RFC 7662 section 2.2). */
    static String inactive(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().size()).as(answer.toString()).isOne();
        assertThat(answer.json().path("active").asBoolean(true)).isFalse();
        return "inactive";
    }

    /** Requires a page, and no redirect. */
    static String page(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.page().select("h1").text()).as(answer.toString()).isNotEmpty();
        return answer.status() + " page";
    }

    /** Requires a problem document, or an error without a body, of one of these statuses. */
    static String status(Answer answer, Integer... statuses) {
        assertThat(List.of(statuses)).as(answer.toString()).contains(answer.status());
        assertThat(answer.header("location")).isEmpty();
        return String.valueOf(answer.status());
    }

    /** Requires a page of this server, or a redirect to one. */
    static String sentTo(Answer answer, String... paths) {
        URI where = answer.status() / 100 == 3 ? answer.location() : answer.uri();
        assertThat(where.toString()).as(answer.toString()).doesNotStartWith(RelyingParty.REDIRECT);
        assertThat(Arrays.asList(paths)).as(answer.toString()).contains(where.getPath());
        return "→ " + where.getPath();
    }

    /** Requires an error response to the client, with one of these errors and without a code. */
    static String toClient(Answer answer, String... errors) {
        String location = answer.location().toString();
        assertThat(location).startsWith(RelyingParty.REDIRECT);
        var parameters = Form.query(URI.create(location.replaceFirst("#", "?")));
        assertThat(parameters).as(answer.toString()).containsKey("error").doesNotContainKey("code");
        String error = parameters.getOrDefault("error", "");
        assertThat(errors).as(answer.toString()).contains(error);
        return error;
    }
}
