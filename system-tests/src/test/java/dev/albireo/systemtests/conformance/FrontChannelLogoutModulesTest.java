package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.LogoutListener;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Named as the suite names its modules; the logout itself happens in Chromium, which is what the frames are for. */
@DisplayName("Modules of Front-Channel Logout OP")
@ConcurrentJourneys
class FrontChannelLogoutModulesTest {
    private final LogoutListener listener = new LogoutListener();

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void oidcc_frontchannel_logout_discovery_endpoint_verification() {
        JsonNode metadata = SuiteLogout.metadata();
        assertThat(metadata.get("frontchannel_logout_supported").asBoolean()).isTrue();
        assertThat(metadata.get("frontchannel_logout_session_supported").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_frontchannel_rp_initiated_logout(Variant variant) throws Exception {
        String path = "/frontchannel_logout/" + variant;
        String back = listener.uri("/post_logout_redirect");
        SuiteLogout logout = SuiteLogout.of(variant, metadata(variant, path), back);
        try (BrowserContext profile = Chromium.shared().profile()) {
            logout.run()
                    .person()
                    .cookies()
                    .forEach((name, value) -> profile.addCookies(List.of(new Cookie(name, value)
                            .setUrl(Running.stack().edgeUri().toString()))));
            Page page = profile.newPage();
            page.navigate(
                    logout.uri(logout.request()).toString(), new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.waitForURL(url -> url.startsWith(back));
            logout.isBack(URI.create(page.url()));
        }
        assertThat(listener.at(path)).singleElement().satisfies(told -> {
            assertThat(told.method()).isEqualTo("GET");
            assertThat(Form.query(told.uri()))
                    .isEqualTo(Map.of(
                            "iss",
                            Running.stack().edgeUri().toString(),
                            "sid",
                            logout.run().idToken().getStringClaim("sid")));
        });
        logout.isOut(logout.run().person());
    }

    /** Framed is only what lies where the client has a redirect URI. */
    private Map<String, ?> metadata(Variant variant, String path) {
        List<String> redirects = List.of(RelyingParty.REDIRECT, listener.uri("/callback"));
        return Map.of(
                "frontchannel_logout_uri",
                listener.uri(path),
                "frontchannel_logout_session_required",
                true,
                variant == Variant.STATIC ? "auth" : "redirect_uris",
                variant == Variant.STATIC
                        ? Map.of("authorization_code", Map.of("redirect_uri", redirects))
                        : redirects);
    }
}
