package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.link;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Running;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The seed's journey in Chromium: the administrator requires a second factor and a passkey proves it")
@ConcurrentJourneys
class AdminEnforcedBrowserTest {
    private final Admin admin = Running.admin();

    @BeforeAll
    static void open() {
        Running.stack().demo().register();
    }

    @ParameterizedTest(name = "with a synced passkey {0} amr says {1}")
    @CsvSource({"false, hwk", "true, swk"})
    void password_and_passkey_make_aal2(boolean synced, String amr) throws Exception {
        String alice = admin.newUser("alice");
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            Chromium.passkeys(page, synced);
            page.navigate(edge("/login"));
            Chromium.picture(page, "login-" + amr);
            signIn(page, alice);
            page.waitForURL("**/account");
            page.getByLabel("Name of the new passkey").fill("Laptop");
            button(page, "Add a passkey").click();
            Chromium.saveCodes(page);
            page.getByText("Laptop").first().waitFor();
            Chromium.picture(page, "account-" + amr);

            admin.require2fa(alice, true);
            profile.clearCookies();
            page.navigate(edge("/demo"));
            Chromium.picture(page, "demo");
            link(page, "Sign in").click();
            page.waitForURL("**/login?**");
            Instant before = Instant.now().minusSeconds(1);
            signIn(page, alice);
            page.waitForURL("**/login/2fa?**");
            Instant after = Instant.now();
            Chromium.picture(page, "second-factor-" + amr);
            button(page, "Use your passkey").click();
            page.waitForURL("**/consent?**");
            Chromium.picture(page, "consent-" + amr);
            button(page, "Allow").click();
            JWTClaimsSet token = tokenShown(page);
            Chromium.picture(page, "demo-signed-in-" + amr);

            assertThat(token.getStringClaim("acr")).isEqualTo("aal2");
            assertThat(token.getStringListClaim("amr")).isEqualTo(List.of("pwd", amr));
            assertThat(token.getDateClaim("auth_time").toInstant()).isBetween(before, after);
            assertThat(problems).isEmpty();

            admin.require2fa(alice, false);
            profile.clearCookies();
            page.navigate(edge("/demo"));
            link(page, "Sign in").click();
            signIn(page, alice);
            JWTClaimsSet alone = tokenShown(page);
            assertThat(alone.getStringClaim("acr")).isEqualTo("aal1");
            assertThat(alone.getStringListClaim("amr")).isEqualTo(List.of("pwd"));
        }
    }

    @Test
    void who_has_no_passkey_yet_creates_one_on_the_way() throws Exception {
        String ivy = admin.newUser("ivy");
        admin.require2fa(ivy, true);
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            Chromium.passkeys(page, false);
            page.navigate(edge("/demo"));
            link(page, "Sign in").click();
            signIn(page, ivy);
            page.waitForURL("**/login/2fa?**");
            Chromium.picture(page, "first-enrolment");
            button(page, "Create a passkey").click();
            Chromium.saveCodes(page);
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            assertThat(tokenShown(page).getStringClaim("acr")).isEqualTo("aal2");
        }
    }

    @Test
    void a_passkey_signs_in_without_a_username() throws Exception {
        String pam = admin.newUser("pam");
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            Chromium.passkeys(page, false);
            page.navigate(edge("/login"));
            signIn(page, pam);
            page.waitForURL("**/account");
            Chromium.addFirstPasskey(page);
            profile.clearCookies();
            page.navigate(edge("/demo"));
            link(page, "Sign in").click();
            page.waitForURL("**/login?**");
            button(page, "Use a passkey").click();
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            JWTClaimsSet token = tokenShown(page);
            assertThat(token.getStringListClaim("amr")).isEqualTo(List.of("hwk"));
            assertThat(token.getStringClaim("acr")).isEqualTo("aal1");
        }
    }

    @Test
    void who_takes_the_passkey_first_proves_the_password_second() throws Exception {
        String nina = admin.newUser("nina");
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            Chromium.passkeys(page, false);
            page.navigate(edge("/login"));
            signIn(page, nina);
            page.waitForURL("**/account");
            Chromium.addFirstPasskey(page);
            admin.require2fa(nina, true);
            profile.clearCookies();
            page.navigate(edge("/demo"));
            link(page, "Sign in").click();
            page.waitForURL("**/login?**");
            button(page, "Use a passkey").click();
            page.waitForURL("**/login/2fa?**");
            Chromium.picture(page, "second-factor-password");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(Admin.PASSWORD);
            page.locator("button[type=submit]").first().click();
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            JWTClaimsSet token = tokenShown(page);
            assertThat(token.getStringListClaim("amr")).isEqualTo(List.of("hwk", "pwd"));
            assertThat(token.getStringClaim("acr")).isEqualTo("aal2");
        }
    }

    private static JWTClaimsSet tokenShown(Page page) throws Exception {
        page.locator("#raw").waitFor();
        return SignedJWT.parse(page.locator("#raw").textContent().strip()).getJWTClaimsSet();
    }
}
