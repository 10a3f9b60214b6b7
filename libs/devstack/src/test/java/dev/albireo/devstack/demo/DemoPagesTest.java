package dev.albireo.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ErrorObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's pages")
class DemoPagesTest {
    private final DemoPages pages = new DemoPages();

    @Test
    void the_first_page_offers_every_way_to_sign_in() {
        assertThat(pages.home())
                .contains("href=\"/demo/start?kind=plain\"", ">Sign in<")
                .contains("href=\"/demo/start?kind=payment\"", "Sign in with the payment scope")
                .contains("href=\"/demo/start?kind=fresh\"", "Sign in with max_age=60")
                .contains("href=\"/demo/start?kind=strong\"", "Sign in with acr_values=aal2");
    }

    @Test
    void how_the_person_was_recognised_comes_before_every_other_claim() {
        assertThat(pages.signedIn(token(Map.of("name", "Alice"))))
                .containsSubsequence(
                        "aal2", "pwd", "hwk", "1970-01-01T00:01:40Z", "Everything else", "client-1, client-2")
                .contains(
                        "The audience: the client id of this shop",
                        "header.payload.signature",
                        "<code>payment</code>",
                        "UserInfo",
                        "alice@example.com");
    }

    @Test
    void a_claim_cannot_become_markup() {
        assertThat(pages.signedIn(token(Map.of("name", "<script>alert(1)</script>", "<b>", "<i>"))))
                .doesNotContain("<script>alert", "<b>", "<i>")
                .contains("&lt;script&gt;alert(1)");
    }

    @Test
    void an_error_is_told_in_words_and_cannot_become_markup() {
        SignInProblem problem = SignInProblem.from(new ErrorObject("access_denied", "<img src=x>"));

        assertThat(pages.problem(problem))
                .contains("You denied the request", "access_denied", "&lt;img src=x&gt;")
                .doesNotContain("<img");
    }

    @Test
    void nothing_is_inline_and_nothing_comes_from_elsewhere() {
        for (String page : List.of(pages.home(), pages.signedIn(token(Map.of())), problemPage())) {
            assertThat(page)
                    .doesNotContain(" style=", "<style", " onclick", "javascript:", "src=\"http", "href=\"http")
                    .doesNotContainPattern("<script(?! src=)")
                    .contains("lang=\"en\"", "<title>", "name=\"viewport\"", "<main id=\"main\">");
        }
    }

    private String problemPage() {
        return pages.problem(SignInProblem.from(new ErrorObject("server_error", null)));
    }

    private static TokenView token(Map<String, Object> more) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", "subject-1");
        claims.put("aud", List.of("client-1", "client-2"));
        claims.put("auth_time", 100L);
        claims.put("acr", "aal2");
        claims.put("amr", List.of("pwd", "hwk"));
        claims.putAll(more);
        return new TokenView(new ValidatedSignIn(
                SignInOption.PAYMENT,
                "header.payload.signature",
                claims,
                Map.of("sub", "subject-1", "email", "alice@example.com"),
                "openid payment"));
    }
}
