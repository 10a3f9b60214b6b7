package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.CallbackSite;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Several tabs, Back and pages left open end at the client of that tab; another browser does not")
@ConcurrentJourneys
class TabsBrowserTest {
    private static CallbackSite site;
    private static RelyingParty shop;
    private static RelyingParty bank;
    private final Admin admin = Running.admin();

    @BeforeAll
    static void open() {
        site = CallbackSite.at("localhost");
        Map<String, ?> metadata = Map.of("redirect_uris", List.of(site.uri("/landed")));
        shop = RelyingParty.register(Running.stack().edgeUri(), metadata);
        bank = RelyingParty.register(Running.stack().edgeUri(), metadata);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void two_login_tabs_and_a_password_in_both() {
        String tom = admin.newUser("tom");
        try (BrowserContext profile = profile()) {
            Page first = profile.newPage();
            Page second = profile.newPage();
            first.navigate(start(shop, Map.of()));
            second.navigate(start(bank, Map.of()));
            signIn(first, tom);
            arrivesAfterConsent(first);
            signIn(second, tom);
            arrivesAfterConsent(second);
        }
    }

    @Test
    void two_tabs_restored_at_once_without_a_cookie() {
        String tom = admin.newUser("tom");
        try (BrowserContext profile = profile()) {
            Page first = profile.newPage();
            Page second = profile.newPage();
            List<Route> held = new ArrayList<>();
            first.route("**/authorize?**", held::add);
            second.route("**/authorize?**", held::add);
            leadTo(first, start(shop, Map.of()));
            leadTo(second, start(bank, Map.of()));
            first.waitForCondition(() -> held.size() == 2);
            held.forEach(Route::resume);
            first.unroute("**/authorize?**");
            second.unroute("**/authorize?**");
            first.waitForURL("**/login?**");
            second.waitForURL("**/login?**");
            signIn(first, tom);
            arrivesAfterConsent(first);
            signIn(second, tom);
            arrivesAfterConsent(second);
        }
    }

    @Test
    void a_login_page_that_was_open_while_another_tab_signed_out() {
        String tom = admin.newUser("tom");
        try (BrowserContext profile = profile()) {
            Page account = profile.newPage();
            account.navigate(edge("/login"));
            signIn(account, tom);
            account.waitForURL("**/account");
            Page waiting = profile.newPage();
            waiting.navigate(start(shop, Map.of("prompt", "login")));
            account.navigate(edge("/auth/logout"));
            button(account, "Sign out").click();
            account.getByText("You're signed out").waitFor();
            signIn(waiting, tom);
            arrivesAfterConsent(waiting);
        }
    }

    @Test
    void back_after_signing_in_and_the_password_again() {
        String tom = admin.newUser("tom");
        try (BrowserContext profile = profile()) {
            Page page = profile.newPage();
            page.navigate(start(shop, Map.of("prompt", "login")));
            signIn(page, tom);
            arrivesAfterConsent(page);
            page.goBack();
            page.waitForURL("**/login?**");
            signIn(page, tom);
            arrives(page);
            page.goBack();
            page.waitForURL("**/login?**");
            signIn(page, tom);
            arrives(page);
        }
    }

    @Test
    void a_form_of_the_account_that_another_tab_has_overtaken_is_shown_anew() {
        String tom = admin.newUser("tom");
        try (BrowserContext profile = profile()) {
            Page form = profile.newPage();
            form.navigate(edge("/login"));
            signIn(form, tom);
            form.waitForURL("**/account");
            form.navigate(edge("/account/password"));
            Page other = profile.newPage();
            other.navigate(edge("/auth/logout"));
            button(other, "Sign out").click();
            other.getByText("You're signed out").waitFor();
            change(form);
            form.waitForURL("**/login?**");
            form.getByText("You were signed out in the meantime").waitFor();
            signIn(form, tom);
            form.waitForURL("**/account/password");
            other.navigate(edge("/login"));
            signIn(other, tom);
            other.waitForURL("**/account");
            change(form);
            form.getByText("That page was out of date").waitFor();
            change(form);
            form.waitForURL("**/account");
        }
    }

    @Test
    void what_another_browser_began_is_refused_before_the_password() {
        try (BrowserContext profile = profile();
                BrowserContext victim = profile()) {
            Page page = profile.newPage();
            page.navigate(start(shop, Map.of()));
            String handedOn = page.url();
            Page there = victim.newPage();
            there.navigate(handedOn);
            there.getByText("started in another browser").waitFor();
            assertThat(there.locator("input[type=password]").count()).isZero();
        }
    }

    @Test
    void blocked_cookies_are_said_before_the_password() {
        try (BrowserContext profile = Chromium.shared().withoutCookies()) {
            for (String address : List.of(
                    start(shop, Map.of()),
                    start(shop, Map.of("prompt", "create")),
                    edge("/login"),
                    edge("/register"),
                    edge("/account"),
                    edge("/account/bootstrap"),
                    edge("/device"))) {
                Page page = profile.newPage();
                page.navigate(address);
                assertThat(page.locator("h1").textContent()).as(address).contains("does not keep cookies");
                assertThat(page.locator("input[type=password]").count()).isZero();
                assertThat(page.locator(".actions a.primary").getAttribute("href"))
                        .doesNotContain("cookies=");
            }
        }
    }

    private static BrowserContext profile() {
        return Chromium.shared().profile();
    }

    /** As a restored tab does: without waiting for the response. */
    private static void leadTo(Page page, String address) {
        page.evaluate("address => { setTimeout(() => { location.href = address; }); }", address);
    }

    private static String start(RelyingParty party, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("redirect_uri", site.uri("/landed"));
        return party.request("openid", parameters).uri().toString();
    }

    private static void arrivesAfterConsent(Page page) {
        page.waitForURL("**/consent?**");
        button(page, "Allow").click();
        arrives(page);
    }

    private static void arrives(Page page) {
        page.waitForURL(url -> url.startsWith(site.uri("/landed?code=")));
    }

    private static void change(Page page) {
        page.getByLabel("Current password").fill(Admin.PASSWORD);
        page.getByLabel("New password").fill(Admin.PASSWORD + " anew");
        button(page, "Change password").click();
    }
}
