package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Device.Begun;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 in Chromium: the user code of a television is typed in a browser, and two factors approve it")
@ConcurrentJourneys
class DeviceFlowBrowserTest {
    private final Admin admin = Running.admin();

    @Test
    void section_3_3_what_asks_for_much_is_let_in_with_two_factors() throws Exception {
        String dora = admin.newUser("dora");
        Device television = Device.register(Running.stack().edgeUri());
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            Chromium.passkeys(page, false);
            page.navigate(Running.stack().edgeUri() + "/login");
            signIn(page, dora);
            page.waitForURL("**/account");
            Chromium.addFirstPasskey(page);
            profile.clearCookies();

            Begun started = television.ask("openid payment offline_access");
            assertThat(error(television.poll(started))).isEqualTo("authorization_pending");
            page.navigate(started.complete().toString());
            assertThat(page.getByLabel("Code").inputValue()).isEqualTo(started.userCode());
            button(page, "Continue").click();
            page.waitForURL("**/login?**");
            page.getByText("to continue to Television").waitFor();
            signIn(page, dora);
            page.waitForURL("**/login/2fa?**");
            assertThat(error(television.poll(started))).isIn("authorization_pending", "slow_down");
            button(page, "Use your passkey").click();
            page.waitForURL("**/device?**");
            page.getByText(started.userCode()).waitFor();
            page.getByText("Make payments on your behalf").waitFor();
            button(page, "Allow").click();
            page.getByText("Your device is connected").waitFor();

            Answer tokens = television.poll(started);
            assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
            JWTClaimsSet claims = RelyingParty.idToken(tokens);
            assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
            assertThat(claims.getStringListClaim("amr")).isEqualTo(List.of("pwd", "hwk"));
            assertThat(claims.getAudience()).isEqualTo(List.of(television.clientId()));
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void section_3_5_without_scripts_too_and_no_is_an_answer() {
        String nora = admin.newUser("nora");
        Device television = Device.register(Running.stack().edgeUri());
        Begun started = television.ask("openid");
        try (BrowserContext profile = Chromium.shared().withoutScripts()) {
            Page page = profile.newPage();
            page.navigate(Running.stack().edgeUri() + "/device");
            page.getByLabel("Code").fill("bcdf ghjk");
            button(page, "Continue").click();
            page.getByRole(AriaRole.ALERT).waitFor();
            page.getByLabel("Code").fill(started.userCode().toLowerCase(Locale.ROOT));
            button(page, "Continue").click();
            page.waitForURL("**/login?**");
            signIn(page, nora);
            page.waitForURL("**/device?**");
            button(page, "Cancel").click();
            page.getByText("The device wasn't connected").waitFor();
        }

        assertThat(error(television.poll(started))).isEqualTo("access_denied");
    }

    private static String error(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        return answer.json().get("error").asText();
    }
}
