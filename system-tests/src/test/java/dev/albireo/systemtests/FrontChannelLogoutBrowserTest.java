package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.options.WaitUntilState;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.LogoutListener;
import dev.albireo.systemtests.support.LogoutListener.Manner;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Front-Channel Logout 1.0 in Chromium")
@ConcurrentJourneys
class FrontChannelLogoutBrowserTest {
    private final URI edge = Running.stack().edgeUri();
    private final LogoutListener listener = new LogoutListener();
    private final String redirect = listener.uri("/callback");

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void section_3_the_application_is_told_and_the_browser_goes_on_as_soon_as_it_was() throws Exception {
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            Answer tokens = signOutAfterSignIn(page);

            page.waitForURL(listener.uri("/bye?state=s"));

            assertToldOnce(tokens);
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void section_3_a_client_that_does_not_respond_delays_no_logout() throws Exception {
        listener.behave("/front", Manner.SLOW);
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            Answer tokens = signOutAfterSignIn(page);

            page.waitForURL(listener.uri("/bye?state=s"));

            assertToldOnce(tokens);
        }
    }

    @Test
    void section_3_without_scripts_the_browser_goes_on_by_itself_too() throws Exception {
        try (BrowserContext profile = Chromium.shared().withoutScripts()) {
            Page page = profile.newPage();
            Answer tokens = signOutAfterSignIn(page);

            page.waitForURL(listener.uri("/bye?state=s"));

            assertToldOnce(tokens);
        }
    }

    private Answer signOutAfterSignIn(Page page) {
        RelyingParty shop = RelyingParty.register(
                edge,
                Map.of(
                        "redirect_uris", List.of(redirect, RelyingParty.REDIRECT),
                        "post_logout_redirect_uris", List.of(listener.uri("/bye")),
                        "frontchannel_logout_uri", listener.uri("/front?tenant=1"),
                        "frontchannel_logout_session_required", true));
        Pending pending = shop.request("openid", Map.of("redirect_uri", redirect));
        page.navigate(pending.uri().toString());
        signIn(page, Running.admin().newUser("fred"));
        button(page, "Allow").click();
        page.waitForURL(url -> url.startsWith(redirect));
        Answer tokens = shop.token(
                edge,
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", shop.clientId(),
                        "redirect_uri", redirect,
                        "code", Form.parameter(URI.create(page.url()), "code"),
                        "code_verifier", pending.verifier()));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        page.navigate(
                edge.resolve("/logout?"
                                + Form.encode(Map.of(
                                        "id_token_hint",
                                                tokens.json().get("id_token").asText(),
                                        "post_logout_redirect_uri", listener.uri("/bye"),
                                        "state", "s")))
                        .toString(),
                new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return tokens;
    }

    private void assertToldOnce(Answer tokens) throws Exception {
        assertThat(listener.at("/front")).singleElement().satisfies(told -> {
            assertThat(told.method()).isEqualTo("GET");
            assertThat(Form.query(told.uri()))
                    .containsEntry("tenant", "1")
                    .containsEntry("iss", edge.toString())
                    .containsEntry("sid", RelyingParty.idToken(tokens).getStringClaim("sid"));
        });
    }
}
