package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Running;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The code of this test stands for the one that a first start prints, which {@code GuardedAdminTest} reads in the log and uses. */
@DisplayName("The page of the first administrator in Chromium")
class BootstrapBrowserTest {
    private static final Database CREDENTIALS = new Database("credentials");
    private static List<String> printed = List.of();
    private final OpaqueToken code = OpaqueToken.random(OpaqueTokenType.BOOTSTRAP, new SecureRandom());
    private final String username = "root-" + System.nanoTime();

    @BeforeAll
    static void open() {
        Running.stack();
        printed = CREDENTIALS.texts("SELECT hash FROM bootstrap_code");
    }

    @AfterAll
    static void close() {
        printed.forEach(BootstrapBrowserTest::keep);
    }

    @Test
    void a_wrong_code_is_said_and_the_right_one_leads_through_the_first_passkey_to_the_account() {
        keep(code.hash());
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            Chromium.passkeys(page, false);
            page.navigate(edge("/account/bootstrap"));
            submit(
                    page,
                    OpaqueToken.random(OpaqueTokenType.BOOTSTRAP, new SecureRandom())
                            .value());
            page.getByRole(AriaRole.ALERT).waitFor();
            assertThat(page.getByLabel("Username").inputValue()).isEqualTo(username);
            submit(page, code.value());
            page.waitForURL("**/login/2fa");
            button(page, "Create a passkey").click();
            Chromium.saveCodes(page);
            page.waitForURL("**/account");
            page.getByText("This device only").waitFor();
            // The browser itself notes the 403 of the wrong code.
            assertThat(problems).allMatch(problem -> problem.contains("403"));
        }
    }

    @Test
    void a_page_that_another_tab_has_overtaken_makes_the_administrator_all_the_same() {
        keep(code.hash());
        String tom = Running.admin().newUser("tom");
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page waiting = profile.newPage();
            waiting.navigate(edge("/account/bootstrap"));
            Page other = profile.newPage();
            other.navigate(edge("/login"));
            signIn(other, tom);
            other.waitForURL("**/account");
            submit(waiting, code.value());
            waiting.waitForURL("**/login/2fa");
            waiting.getByText(username).waitFor();
        }
    }

    private void submit(Page page, String value) {
        page.bringToFront();
        page.getByLabel("Code").fill(value);
        page.getByLabel("Username").fill(username);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(Admin.PASSWORD);
        button(page, "Create administrator account").click();
    }

    private static void keep(String hash) {
        CREDENTIALS.update("""
                INSERT INTO bootstrap_code (hash, expires_at) VALUES (?, now() + interval '1 day')
                ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash
                """, hash);
    }
}
