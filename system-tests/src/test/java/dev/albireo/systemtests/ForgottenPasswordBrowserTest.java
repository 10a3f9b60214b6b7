package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.link;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ResetMail;
import dev.albireo.systemtests.support.Running;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Chromium leads from the forgotten password by the mail to a sign-in with both factors")
class ForgottenPasswordBrowserTest {
    private static final String NEW = "a new horse battery";
    private final Admin admin = Running.admin();

    @Test
    void by_the_mailbox_to_a_new_password_and_the_passkey() {
        String user = admin.newUser("gus");
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            Chromium.passkeys(page, false);
            page.navigate(edge("/login"));
            signIn(page, user);
            page.waitForURL("**/account");
            Chromium.addFirstPasskey(page);
            ResetMail.awaitNotice(user, "A passkey was added");
            admin.require2fa(user, true);
            profile.clearCookies();

            request(page, user);
            page.navigate(mailPage(user));
            FrameLocator mail = page.frameLocator("iframe");
            Page reset = profile.waitForPage(
                    () -> mail.getByText("Choose a new password").click());
            choose(reset);
            reset.close();

            page.navigate(edge("/login"));
            signIn(page, user, NEW);
            page.waitForURL("**/login/2fa");
            button(page, "Use your passkey").click();
            page.waitForURL("**/account");
        }
    }

    @Test
    void two_tabs_back_and_the_same_link_again_change_nothing_more() {
        String user = admin.newUser("gil");
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            request(page, user);
            String address = address(user);
            page.navigate(address);
            Page second = profile.newPage();
            second.navigate(address);
            choose(second);

            page.bringToFront();
            page.getByLabel("New password").fill("not " + NEW);
            button(page, "Change password").click();
            page.getByText("This link no longer works").waitFor();
            page.goBack();
            page.navigate(address);
            page.getByText("This link no longer works").waitFor();
            link(page, "Request another email").click();
            page.waitForURL("**/login/forgot");

            page.navigate(edge("/login"));
            signIn(page, user, NEW);
            page.waitForURL("**/account");
        }
    }

    @Test
    void without_scripts() {
        String user = admin.newUser("gwen");
        try (BrowserContext profile = Chromium.shared().withoutScripts()) {
            Page page = profile.newPage();
            request(page, user);
            page.navigate(mailPage(user));
            assertThat(page.locator("pre a").first().getAttribute("href")).isEqualTo(address(user));
            page.navigate(address(user));
            choose(page);
            link(page, "Sign in").click();
            signIn(page, user, NEW);
            page.waitForURL("**/account");
        }
    }

    private static void request(Page page, String user) {
        page.navigate(edge("/login"));
        link(page, "Forgot your password?").click();
        page.getByLabel("Username or email").fill(user);
        int before = ResetMail.to(user).size();
        button(page, "Send the email").click();
        page.getByText("Check your email").waitFor();
        ResetMail.next(user, before);
    }

    private static void choose(Page page) {
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(NEW);
        button(page, "Change password").click();
        page.getByText("Your password was changed").waitFor();
    }

    private static String address(String user) {
        return ResetMail.link(ResetMail.to(user).getFirst()).toString();
    }

    private static String mailPage(String user) {
        return Running.stack()
                .mailbox()
                .page()
                .resolve("/mail/" + ResetMail.to(user).getFirst().id())
                .toString();
    }
}
