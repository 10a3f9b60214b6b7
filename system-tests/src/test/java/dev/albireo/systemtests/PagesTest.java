package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.Chromiums;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Running;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName(
        "Every page at 360 px, light and dark: no finding of axe, no horizontal scrolling, no error in the console")
@ConcurrentJourneys
class PagesTest {
    private static final Chromiums CHROMIUMS = new Chromiums();

    @BeforeAll
    static void open() {
        Running.stack().demo().register();
    }

    @AfterAll
    static void close() {
        CHROMIUMS.close();
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void pages_of_a_sign_in(ColorScheme scheme) {
        String una = Running.admin().newUser("una");
        try (BrowserContext profile = CHROMIUMS.get().narrow(scheme)) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            Chromium.passkeys(page, false);

            visit(page, "/demo", scheme, "demo");
            page.getByRole(
                            AriaRole.LINK,
                            new GetByRoleOptions().setName("Sign in").setExact(true))
                    .click();
            page.waitForURL("**/login?**");
            check(page, scheme, "login");
            signIn(page, una, "not the password");
            page.getByRole(AriaRole.ALERT).waitFor();
            check(page, scheme, "login-wrong");
            signIn(page, una, Admin.PASSWORD);
            page.waitForURL("**/consent?**");
            check(page, scheme, "consent");
            button(page, "Allow").click();
            page.locator("#raw").waitFor();
            check(page, scheme, "demo-signed-in");

            visit(page, "/account", scheme, "account-without-passkey");
            button(page, "Add a passkey").click();
            page.getByText("This device only").waitFor();
            check(page, scheme, "account");
            profile.clearCookies();
            page.navigate(edge("/demo/start?kind=payment"));
            signIn(page, una, Admin.PASSWORD);
            page.waitForURL("**/login/2fa?**");
            check(page, scheme, "second-factor");
            visit(page, "/auth/logout", scheme, "sign-out");
            visit(page, "/logout", scheme, "logout");
            button(page, "Sign out").click();
            page.getByText("You're signed out").waitFor();
            check(page, scheme, "signed-out");
            // The browser itself logs the 401 of the wrong password.
            assertThat(problems).allMatch(problem -> problem.contains("401"));
        }
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void pages_of_codes(ColorScheme scheme) {
        String zoe = Running.admin().newUser("zoe");
        Authenticator phone;
        try (BrowserContext profile = CHROMIUMS.get().narrow(scheme)) {
            Page page = profile.newPage();
            page.navigate(edge("/login"));
            signIn(page, zoe, Admin.PASSWORD);
            page.waitForURL("**/account");
            visit(page, "/auth/two-factor", scheme, "two-factor-off");
            visit(page, "/auth/two-factor/enable", scheme, "two-factor-enable");
            phone = new Authenticator(page.locator("#secret").textContent());
            page.locator("#token").fill(phone.wrong());
            button(page, "Confirm").click();
            page.getByRole(AriaRole.ALERT).waitFor();
            check(page, scheme, "two-factor-enable-wrong");
            page.locator("#token").fill(phone.next(3));
            button(page, "Confirm").click();
            page.locator("ol.codes").waitFor();
            check(page, scheme, "recovery-codes");
            page.locator("input[type=checkbox]").check();
            button(page, "Continue").click();
            page.waitForURL("**/auth/two-factor");
            check(page, scheme, "two-factor-on");
            visit(page, "/auth/two-factor/disable", scheme, "two-factor-disable");
            visit(page, "/account", scheme, "account-with-app");
            visit(page, "/account/recovery-codes", scheme, "recovery-codes-anew");
        }
        try (BrowserContext profile = CHROMIUMS.get().narrow(scheme)) {
            Page page = profile.newPage();
            page.navigate(edge("/login"));
            signIn(page, zoe, Admin.PASSWORD);
            page.waitForURL("**/login/2fa");
            check(page, scheme, "second-factor-code");
            visit(page, "/login/2fa?way=recovery", scheme, "second-factor-recovery");
            for (int guess = 0; guess < 6; guess++) {
                page.navigate(edge("/login/2fa?way=code"));
                page.locator("#token").fill(phone.wrong());
                button(page, "Continue").click();
                page.getByRole(AriaRole.ALERT).waitFor();
            }
            check(page, scheme, "second-factor-locked");
        }
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void pages_that_stand_alone(ColorScheme scheme) {
        String vera = Running.admin().newUser("vera");
        Running.admin().require2fa(vera, true);
        try (BrowserContext profile = CHROMIUMS.get().narrow(scheme)) {
            Page page = profile.newPage();
            visit(page, "/account/bootstrap", scheme, "bootstrap");
            visit(page, "/register", scheme, "register");
            visit(page, "/authorize?client_id=nope", scheme, "error");
            visit(page, "/demo/callback?error=access_denied&state=x", scheme, "demo-problem");
            page.navigate(edge("/login"));
            signIn(page, vera, Admin.PASSWORD);
            page.waitForURL("**/login/2fa");
            check(page, scheme, "first-enrolment");
        }
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void pages_of_a_device(ColorScheme scheme) {
        String dana = Running.admin().newUser("dana");
        Device.Begun started = Device.register(Running.stack().edgeUri()).ask("openid profile");
        try (BrowserContext profile = CHROMIUMS.get().narrow(scheme)) {
            Page page = profile.newPage();
            visit(page, "/device", scheme, "device");
            page.getByLabel("Code").fill("nonsense");
            button(page, "Continue").click();
            page.getByRole(AriaRole.ALERT).waitFor();
            check(page, scheme, "device-wrong");
            page.getByLabel("Code").fill(started.userCode());
            button(page, "Continue").click();
            signIn(page, dana, Admin.PASSWORD);
            page.waitForURL("**/device?**");
            check(page, scheme, "device-question");
            button(page, "Allow").click();
            page.getByText("Your device is connected").waitFor();
            check(page, scheme, "device-connected");
        }
    }

    private static void visit(Page page, String path, ColorScheme scheme, String name) {
        page.navigate(edge(path));
        check(page, scheme, name);
    }

    /** In axe's legacy mode, which opens no page of its own for each result; only frames of other sites need that, and there are none. */
    private static void check(Page page, ColorScheme scheme, String name) {
        Chromium.picture(page, name + "-360-" + scheme.name().toLowerCase(Locale.ROOT));
        assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
                .as(name)
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().getFirst().getHtml())
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits 360 px")
                .isEqualTo(true);
    }
}
