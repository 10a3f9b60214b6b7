package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.link;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sections of the account page in Chromium, without scripts: the profile, its export and the deletion")
class ProfileBrowserTest {
    private final String mia = Running.admin().newUser("mia");

    @Test
    void applications_learn_what_the_user_writes_and_the_account_is_exported_and_deleted() throws Exception {
        Journey journey = Running.journey();
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        try (BrowserContext profile = Chromium.shared().withoutScripts()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            page.navigate(edge("/login"));
            signIn(page, mia);
            page.waitForURL("**/account");
            assertThat(page.locator("nav [aria-current=page]").textContent()).isEqualTo("Security");
            link(page, "Sign-ins").click();
            page.getByText("This session").waitFor();
            link(page, "Profile").click();
            page.waitForURL("**/account/profile");
            assertThat(page.locator("nav [aria-current=page]").textContent()).isEqualTo("Profile");
            page.getByLabel("Full name").fill("Mia Example");
            page.getByLabel("Language").fill("nonsense language");
            button(page, "Save profile").click();
            page.getByText("Check the field: Language.").waitFor();
            assertThat(page.getByLabel("Full name").inputValue()).isEqualTo("Mia Example");
            page.getByLabel("Language").fill("en-GB");
            button(page, "Save profile").click();
            page.waitForURL("**/account/profile?saved=true");

            Person elsewhere = journey.person();
            Pending pending = shop.request("openid profile", Map.of());
            Answer tokens = journey.tokens(elsewhere, mia, shop, pending);
            Answer userinfo = shop.userinfo(tokens.json().get("access_token").asText());
            assertThat(userinfo.json().get("name").asText()).isEqualTo("Mia Example");
            assertThat(userinfo.json().get("locale").asText()).isEqualTo("en-GB");
            JWTClaimsSet token = RelyingParty.idToken(tokens);

            String exported = new String(
                    page.waitForDownload(
                                    () -> button(page, "Download your data").click())
                            .createReadStream()
                            .readAllBytes(),
                    UTF_8);
            assertThat(exported).contains(mia, "Mia Example", token.getSubject());

            page.getByText("Delete your account…").click();
            Chromium.picture(page, "account-deletion");
            page.getByLabel("I understand that my account cannot be restored").check();
            button(page, "Delete my account").click();
            page.getByText("Your account was deleted").first().waitFor();
            assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                    .isEqualTo(401);
            // The browser itself notes the 422 of the wrong language.
            assertThat(problems).allMatch(problem -> problem.contains("422"));
        }
        assertThat(journey.login(journey.person(), mia).status()).isEqualTo(401);
    }

    private static String edge(String path) {
        return Running.stack().edgeUri().resolve(path).toString();
    }
}
