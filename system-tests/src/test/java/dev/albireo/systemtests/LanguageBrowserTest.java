package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.link;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Pages in German, with and without scripts")
class LanguageBrowserTest {

    @Test
    void a_language_and_another_one_by_the_link_on_the_page() {
        String user = Running.admin().newUser("greta");
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            page.navigate(edge("/login"));
            link(page, "Deutsch").click();
            button(page, "Anmelden").waitFor();
            check(page, "de");
            button(page, "Anzeigen").click();
            button(page, "Verbergen").waitFor();

            signIn(page, user);
            page.waitForURL("**/account");
            check(page, "de");
            page.getByText("Ihr Konto ist nur durch Ihr Passwort gesch\u00fctzt.")
                    .waitFor();

            link(page, "English").click();
            page.getByText("Your account is protected only by your password.").waitFor();
            check(page, "en");
            page.navigate(edge("/account/password"));
            check(page, "en");
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void the_language_of_the_request_on_all_its_pages_without_scripts() {
        String user = Running.admin().newUser("gero");
        RelyingParty app = RelyingParty.register(Running.stack().edgeUri());
        try (BrowserContext profile = Chromium.shared().withoutScripts()) {
            Page page = profile.newPage();
            page.navigate(app.request("openid profile", Map.of("ui_locales", "de"))
                    .uri()
                    .toString());
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
            signIn(page, user);
            page.waitForURL("**/consent?**");
            page.getByText("Ihr Profil sehen").waitFor();

            link(page, "English").click();
            page.getByText("See your profile").waitFor();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            page.goBack();
            link(page, "Deutsch").waitFor();
        }
    }

    private static void signIn(Page page, String username) {
        page.getByLabel("Benutzername oder E-Mail-Adresse").fill(username);
        page.locator("#password").fill(Admin.PASSWORD);
        button(page, "Anmelden").click();
    }

    private static void check(Page page, String language) {
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
                .extracting(rule -> rule.getId() + ": " + rule.getHelp())
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }
}
