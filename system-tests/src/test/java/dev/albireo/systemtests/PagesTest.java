package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.ResetMail;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

@DisplayName(
        "Every page at 360 px, light and dark: no finding of axe, no horizontal scrolling, no error in the console")
@ConcurrentJourneys
class PagesTest {

    @BeforeAll
    static void open() {
        Running.stack().demo().register();
    }

    @Test
    @Execution(CONCURRENT)
    void pages_of_a_sign_in() {
        String una = Running.admin().newUser("una");
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            Chromium.passkeys(page, false);

            visit(page, "/demo", "demo");
            page.getByRole(
                            AriaRole.LINK,
                            new GetByRoleOptions().setName("Sign in").setExact(true))
                    .click();
            page.waitForURL("**/login?**");
            check(page, "login");
            signIn(page, una, "not the password");
            page.getByRole(AriaRole.ALERT).waitFor();
            check(page, "login-wrong");
            signIn(page, una, Admin.PASSWORD);
            page.waitForURL("**/consent?**");
            check(page, "consent");
            button(page, "Allow").click();
            page.locator("#raw").waitFor();
            check(page, "demo-signed-in");

            visit(page, "/account", "account-without-passkey");
            button(page, "Add a passkey").click();
            page.locator("[data-recovery-codes]").waitFor();
            check(page, "new-recovery-codes");
            Chromium.saveCodes(page);
            page.getByText("This device only").waitFor();
            check(page, "account");
            profile.clearCookies();
            page.navigate(edge("/demo/start?kind=payment"));
            signIn(page, una, Admin.PASSWORD);
            page.waitForURL("**/login/2fa?**");
            check(page, "second-factor");
            visit(page, "/auth/logout", "sign-out");
            visit(page, "/logout", "logout");
            button(page, "Sign out").click();
            page.getByText("You're signed out").waitFor();
            check(page, "signed-out");
            // The browser itself logs the 401 of the wrong password.
            assertThat(problems).allMatch(problem -> problem.contains("401"));
        }
    }

    @Test
    @Execution(CONCURRENT)
    void pages_of_codes() {
        String zoe = Running.admin().newUser("zoe");
        Authenticator phone;
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            page.navigate(edge("/login"));
            signIn(page, zoe, Admin.PASSWORD);
            page.waitForURL("**/account");
            visit(page, "/auth/two-factor", "two-factor-off");
            visit(page, "/auth/two-factor/enable", "two-factor-enable");
            phone = new Authenticator(page.locator("#secret").textContent());
            page.locator("#token").fill(phone.wrong());
            button(page, "Confirm").click();
            page.getByRole(AriaRole.ALERT).waitFor();
            check(page, "two-factor-enable-wrong");
            page.locator("#token").fill(phone.next(3));
            button(page, "Confirm").click();
            page.locator("ol.codes").waitFor();
            check(page, "recovery-codes");
            page.locator("input[type=checkbox]").check();
            button(page, "Continue").click();
            page.waitForURL("**/auth/two-factor");
            check(page, "two-factor-on");
            visit(page, "/auth/two-factor/disable", "two-factor-disable");
            visit(page, "/account", "account-with-app");
            visit(page, "/account/sign-ins", "account-sign-ins");
            visit(page, "/account/applications", "account-apps");
            visit(page, "/account/profile", "account-profile");
            visit(page, "/account/recovery-codes", "recovery-codes-anew");
            visit(page, "/account/password", "password");
            visit(page, "/account/confirm", "confirm");
            visit(page, "/account/email", "email");
            String address = zoe + "@example.net";
            page.getByLabel("New email address").fill(address);
            button(page, "Send the email").click();
            page.getByText("Check your email").waitFor();
            check(page, "email-sent");
            page.navigate(ResetMail.linkTo(address).toString());
            check(page, "email-confirm");
            button(page, "Confirm address").click();
            page.getByText("Your email address is confirmed").waitFor();
            check(page, "email-confirmed");
            page.navigate(
                    ResetMail.linkOf(zoe, "Your email address was changed").toString());
            check(page, "report");
        }
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            page.navigate(edge("/login"));
            signIn(page, zoe, Admin.PASSWORD);
            page.waitForURL("**/login/2fa");
            check(page, "second-factor-code");
            visit(page, "/login/2fa?way=recovery", "second-factor-recovery");
            for (int guess = 0; guess < 6; guess++) {
                page.navigate(edge("/login/2fa?way=code"));
                page.locator("#token").fill(phone.wrong());
                button(page, "Continue").click();
                page.getByRole(AriaRole.ALERT).waitFor();
            }
            check(page, "second-factor-locked");
        }
    }

    @Test
    @Execution(CONCURRENT)
    void pages_of_a_lost_second_step() {
        String lena = Running.admin().newUser("lena");
        Person device = Running.journey().person();
        Running.journey().login(device, lena);
        WebApp.enable(device, 3);
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            page.navigate(edge("/login"));
            signIn(page, lena, Admin.PASSWORD);
            page.waitForURL("**/login/2fa");
            page.getByText("Lost your second step?").click();
            page.waitForURL("**/login/2fa/reset");
            check(page, "factor-reset");
            button(page, "Request the removal").click();
            page.getByText("You're waiting for the removal").waitFor();
            check(page, "factor-reset-waiting");
            assertThat(device.get("/account").page().text()).contains("asked to remove all your second steps");
            page.navigate(ResetMail.linkOf(lena, "The removal of your second step was requested")
                    .toString());
            check(page, "factor-reset-cancel");
            button(page, "Cancel the removal").click();
            page.getByText("The removal is cancelled").waitFor();
            check(page, "factor-reset-cancel-done");
            visit(page, "/login/2fa/reset", "factor-reset-cancelled");
        }
        assertThat(device.get("/account").page().text()).doesNotContain("asked to remove all your second steps");
    }

    @Test
    @Execution(CONCURRENT)
    void pages_that_stand_alone() {
        String vera = Running.admin().newUser("vera");
        Running.admin().require2fa(vera, true);
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            visit(page, "/account/bootstrap", "bootstrap");
            visit(page, "/register", "register");
            visit(page, "/login/forgot", "forgotten-password");
            String address = "ivy-" + vera + "@example.com";
            Running.admin().data("mutation { inviteUser(email: \"" + address + "\") { expiresAt } }");
            page.navigate(ResetMail.linkTo(address).toString());
            check(page, "register-by-link");
            page.getByLabel("Username").fill("ivy-" + vera);
            page.locator("#password").fill(Admin.PASSWORD);
            button(page, "Create account").click();
            page.waitForURL("**/account");
            profile.clearCookies();
            visit(page, "/authorize?client_id=nope", "error");
            visit(page, "/demo/callback?error=access_denied&state=x", "demo-problem");
            page.navigate(edge("/login"));
            signIn(page, vera, Admin.PASSWORD);
            page.waitForURL("**/login/2fa");
            check(page, "first-enrolment");
        }
    }

    @Test
    @Execution(CONCURRENT)
    void pages_of_a_link_to_a_new_password_and_of_a_deletion() {
        String dora = Running.admin().newUser("dora");
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            page.navigate(edge("/login/forgot"));
            page.getByLabel("Username or email").fill(dora);
            int before = ResetMail.to(dora).size();
            button(page, "Send the email").click();
            page.getByText("Check your email").waitFor();
            check(page, "forgotten-password-sent");
            ResetMail.next(dora, before);
            page.navigate(ResetMail.link(ResetMail.to(dora).getFirst()).toString());
            check(page, "password-reset");
            page.locator("#password").fill("passwordpassword");
            button(page, "Change password").click();
            page.getByRole(AriaRole.ALERT).waitFor();
            check(page, "password-reset-refused");
            page.locator("#password").fill(Admin.PASSWORD + " anew");
            button(page, "Change password").click();
            page.getByText("Your password was changed").waitFor();
            check(page, "password-reset-done");

            page.navigate(edge("/login"));
            signIn(page, dora, Admin.PASSWORD + " anew");
            page.waitForURL("**/account");
            page.navigate(edge("/account/profile"));
            page.getByText("Delete your account…").click();
            check(page, "account-deletion");
            page.locator("input[name=confirmed]").check();
            button(page, "Delete my account").click();
            page.getByText("Your account was deleted").first().waitFor();
            check(page, "account-deleted");
        }
    }

    @Test
    @Execution(CONCURRENT)
    void pages_that_ask_for_an_enrolment_code_and_what_it_opens() {
        String vic = Running.admin().newUser("vic");
        String uma = Running.admin().newUser("uma");
        Running.admin().require2fa(uma, true);
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            Chromium.passkeys(page, false);
            page.navigate(edge("/login"));
            signIn(page, vic, Admin.PASSWORD);
            page.waitForURL("**/account");
            answeredByGuardedCredentials(page);
            visit(page, "/account/security", "account-enrolment-code");
            page.getByLabel("Code from your administrator").fill("0000-0000-0000");
            button(page, "Enter code").click();
            page.getByText("only the newest one works").waitFor();
            check(page, "account-enrolment-code-wrong");
            page.getByLabel("Code from your administrator").fill(enrolmentCode(vic));
            button(page, "Enter code").click();
            button(page, "Add a passkey").waitFor();
        }
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            Chromium.passkeys(page, false);
            page.navigate(edge("/login"));
            signIn(page, uma, Admin.PASSWORD);
            page.waitForURL("**/login/2fa");
            answeredByGuardedCredentials(page);
            visit(page, "/login/2fa", "enrolment-code");
            page.getByLabel("Code from your administrator").fill("0000-0000-0000");
            button(page, "Continue").click();
            page.getByText("only the newest one works").waitFor();
            check(page, "enrolment-code-wrong");
            page.getByLabel("Code from your administrator").fill(enrolmentCode(uma));
            button(page, "Continue").click();
            button(page, "Create a passkey").click();
            page.locator("[data-recovery-codes]").waitFor();
        }
    }

    @Test
    @Execution(CONCURRENT)
    void pages_of_a_registration_by_mail() {
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            answeredByGuardedCredentials(page);
            visit(page, "/register", "request-registration");
            page.getByLabel("Email").fill("nina@example.com");
            button(page, "Send the email").click();
            page.getByText("Check your email").waitFor();
            check(page, "request-registration-sent");
        }
    }

    @Test
    @Execution(CONCURRENT)
    void page_of_a_logout_whose_query_is_too_long_for_a_location() {
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            page.route(
                    url -> url.contains("form-post") && url.endsWith(".js"),
                    route -> route.fulfill(new Route.FulfillOptions().setContentType("text/javascript")));
            page.navigate(edge("/login"));
            page.evaluate("""
                    hint => {
                      const form = document.createElement('form');
                      form.method = 'post';
                      form.action = '/logout';
                      form.append(Object.assign(document.createElement('input'), {name: 'id_token_hint', value: hint}));
                      document.body.append(form);
                      form.submit();
                    }""", "e30.e30." + "c".repeat(4000));
            button(page, "Continue").waitFor();
            check(page, "continue-logout");
        }
    }

    private static String enrolmentCode(String username) {
        return Running.admin()
                .data("mutation { issueEnrolmentCode(username: \"" + username + "\") { code } }")
                .at("/issueEnrolmentCode/code")
                .asText();
    }

    /** The pages keep their origin, and the other {@code credentials} answers, at which a first factor takes a code and a registration an email. */
    private static void answeredByGuardedCredentials(Page page) {
        Predicate<String> pages = url ->
                Stream.of("/account", "/login", "/register", "/webauthn").anyMatch(path -> url.startsWith(edge(path)));
        page.route(
                pages,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setResponse(route.fetch(new Route.FetchOptions()
                                .setUrl(Running.guardedCredentials()
                                        + route.request().url().substring(edge("").length()))
                                .setMaxRedirects(0)))));
    }

    @Test
    @Execution(CONCURRENT)
    void pages_of_a_device() {
        String dana = Running.admin().newUser("dana");
        Device.Begun started = Device.register(Running.stack().edgeUri()).ask("openid profile");
        try (BrowserContext profile = Chromium.shared().narrow()) {
            Page page = profile.newPage();
            visit(page, "/device", "device");
            page.getByLabel("Code").fill("nonsense");
            button(page, "Continue").click();
            page.getByRole(AriaRole.ALERT).waitFor();
            check(page, "device-wrong");
            page.getByLabel("Code").fill(started.userCode());
            button(page, "Continue").click();
            signIn(page, dana, Admin.PASSWORD);
            page.waitForURL("**/device?**");
            check(page, "device-question");
            button(page, "Allow").click();
            page.getByText("Your device is connected").waitFor();
            check(page, "device-connected");
        }
    }

    private static void visit(Page page, String path, String name) {
        page.navigate(edge(path));
        check(page, name);
    }

    /** Only colours differ in the dark. */
    private static void check(Page page, String name) {
        check(page, ColorScheme.DARK, name, axe(page).withRules(List.of("color-contrast", "link-in-text-block")));
        check(page, ColorScheme.LIGHT, name, axe(page));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits 360 px")
                .isEqualTo(true);
    }

    /** In axe's legacy mode, which opens no page of its own for each result; only frames of other sites need that, and there are none. */
    private static AxeBuilder axe(Page page) {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private static void check(Page page, ColorScheme scheme, String name, AxeBuilder axe) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        String picture = name + "-360-" + scheme.name().toLowerCase(Locale.ROOT);
        Chromium.picture(page, picture);
        assertThat(axe.analyze().getViolations())
                .as(picture)
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }
}
