package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.RelyingParty;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** The ways to say no. Each fails where the answer is none of that kind, and else says in a few words how it was said. */
final class Refused {
    private Refused() {}

    /** The error of an OAuth endpoint, and no token beside it. */
    static String oauth(Answer answer, String error) {
        assertThat(answer.status()).as(answer.toString()).isIn(400, 401);
        assertThat(answer.json().path("error").asText()).as(answer.toString()).isEqualTo(error);
        assertThat(answer.body()).doesNotContain("access_token\":");
        return answer.status() + " " + error;
    }

    /** A protected resource that wants another token (RFC 6750 section 3.1). */
    static String bearer(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.header("www-authenticate").orElse(""))
                .contains("Bearer")
                .contains("invalid_token");
        return "401 invalid_token";
    }

    /** A token about which nothing more is said than that it is not active (RFC 7662 section 2.2). */
    static String inactive(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().size()).as(answer.toString()).isOne();
        assertThat(answer.json().path("active").asBoolean(true)).isFalse();
        return "inactive";
    }

    /** A page, and no redirect to anywhere. */
    static String page(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.page().select("h1").text()).as(answer.toString()).isNotEmpty();
        return answer.status() + " page";
    }

    /** A problem document, or a refusal without a body, of one of these. */
    static String status(Answer answer, Integer... statuses) {
        assertThat(List.of(statuses)).as(answer.toString()).contains(answer.status());
        assertThat(answer.header("location")).isEmpty();
        return String.valueOf(answer.status());
    }

    /** The browser is at a page of ours instead, or on its way there. */
    static String sentTo(Answer answer, String... paths) {
        URI where = answer.status() / 100 == 3 ? answer.location() : answer.uri();
        assertThat(where.toString()).as(answer.toString()).doesNotStartWith(RelyingParty.REDIRECT);
        assertThat(Arrays.asList(paths)).as(answer.toString()).contains(where.getPath());
        return "→ " + where.getPath();
    }

    /** The application is told no, by one of these errors, and gets no code with it. */
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
