package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.CallbackSite;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of browsers only: Chromium applies {@code form-action} to every redirect that follows a form, of any server. */
@DisplayName("Every form that ends at another site reaches the client in Chromium")
class LeavingBrowserTest {
    private static final String SCHEME = "com.example.shop:/done";
    private static Chromium chromium;
    private static CallbackSite app;
    private static CallbackSite elsewhere;
    private static CallbackSite ipv6;
    private final Admin admin = Running.admin();
    private final Journey journey = Running.journey();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        app = CallbackSite.at("127.0.0.1");
        elsewhere = CallbackSite.at("localhost");
        ipv6 = CallbackSite.at("[::1]");
    }

    @AfterAll
    static void close() {
        chromium.close();
        app.close();
        elsewhere.close();
        ipv6.close();
    }

    private enum Place {
        ANOTHER_ORIGIN,
        FROM_PAGE_TO_SCHEME,
        SCHEME,
        IPV6;

        boolean isScheme() {
            return this == SCHEME || this == FROM_PAGE_TO_SCHEME;
        }

        String redirectUri() {
            return switch (this) {
                case ANOTHER_ORIGIN -> app.uri("/onward?to=" + elsewhere.uri("/landed"));
                case FROM_PAGE_TO_SCHEME -> app.uri("/onward?to=" + LeavingBrowserTest.SCHEME);
                case SCHEME -> LeavingBrowserTest.SCHEME;
                case IPV6 -> ipv6.uri("/landed");
            };
        }

        String end() {
            return switch (this) {
                case ANOTHER_ORIGIN -> elsewhere.uri("/landed");
                case IPV6 -> ipv6.uri("/landed");
                case FROM_PAGE_TO_SCHEME, SCHEME -> LeavingBrowserTest.SCHEME;
            };
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "ANOTHER_ORIGIN, query",
        "ANOTHER_ORIGIN, fragment",
        "ANOTHER_ORIGIN, form_post",
        "FROM_PAGE_TO_SCHEME, query",
        "FROM_PAGE_TO_SCHEME, fragment",
        "FROM_PAGE_TO_SCHEME, form_post",
        "SCHEME, query",
        "SCHEME, fragment",
        "IPV6, query",
        "IPV6, fragment",
        "IPV6, form_post"
    })
    void from_the_consent_and_from_the_login_form(Place place, String mode) {
        String lea = admin.newUser("lea");
        String start = start(register(place), place, mode);
        try (BrowserContext profile = chromium.profile()) {
            Page page = observed(profile);
            page.navigate(start);
            fillIn(page, lea);
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            arrives(page, place);
            if (place.isScheme()) {
                return; // Chromium asks the user once a page before it opens another program
            }
            asked.clear();
            profile.clearCookies();
            page.navigate(start);
            fillIn(page, lea);
            arrives(page, place);
        }
    }

    @Test
    void from_the_consent_form_with_a_no() {
        String lea = admin.newUser("lea");
        try (BrowserContext profile = chromium.profile()) {
            Page page = observed(profile);
            page.navigate(start(register(Place.ANOTHER_ORIGIN), Place.ANOTHER_ORIGIN, "query"));
            fillIn(page, lea);
            page.waitForURL("**/consent?**");
            button(page, "Cancel").click();
            arrives(page, Place.ANOTHER_ORIGIN);
        }
    }

    @Test
    void from_the_forms_of_the_second_factor() {
        String max = admin.newUser("max");
        Person person = journey.person();
        journey.login(person, max);
        Authenticator phone = WebApp.enable(person, 0);
        RelyingParty shop = register(Place.ANOTHER_ORIGIN);
        String start = start(shop, Place.ANOTHER_ORIGIN, "query");
        try (BrowserContext profile = chromium.profile()) {
            Page page = observed(profile);
            page.navigate(start);
            fillIn(page, max);
            page.locator("input[name=token]").fill(phone.next(3));
            button(page, "Continue").click();
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            arrives(page, Place.ANOTHER_ORIGIN);
            asked.clear();
            profile.clearCookies();
            page.navigate(start);
            fillIn(page, max);
            page.locator("input[name=token]").fill(phone.next(3));
            button(page, "Continue").click();
            arrives(page, Place.ANOTHER_ORIGIN);
        }
    }

    @Test
    void from_the_form_that_sets_an_authenticator_app_up() {
        String eva = admin.newUser("eva");
        RelyingParty shop = register(Place.ANOTHER_ORIGIN);
        String start = start(shop, Place.ANOTHER_ORIGIN, "query");
        try (BrowserContext profile = chromium.profile()) {
            Page page = observed(profile);
            page.navigate(start);
            fillIn(page, eva);
            button(page, "Allow").click();
            arrives(page, Place.ANOTHER_ORIGIN);
            asked.clear();
            profile.clearCookies();
            admin.require2fa(eva, true);
            page.navigate(start);
            fillIn(page, eva);
            page.getByText("Set up an authenticator app instead").click();
            page.locator("details summary").click();
            String secret = page.locator("#secret").textContent().replace(" ", "");
            page.locator("input[name=token]").fill(new Authenticator(secret).next(3));
            button(page, "Confirm").click();
            page.locator("label.check input").check();
            button(page, "Continue").click();
            arrives(page, Place.ANOTHER_ORIGIN);
        }
    }

    @Test
    void from_the_sign_out_form() {
        String lou = admin.newUser("lou");
        RelyingParty shop = register(Place.ANOTHER_ORIGIN);
        try (BrowserContext profile = chromium.profile()) {
            Page page = observed(profile);
            page.navigate(edge("/login"));
            fillIn(page, lou);
            page.waitForURL("**/account");
            page.navigate(edge("/logout?"
                    + Form.encode(Map.of(
                            "client_id",
                            shop.clientId(),
                            "post_logout_redirect_uri",
                            Place.ANOTHER_ORIGIN.redirectUri()))));
            button(page, "Sign out").click();
            arrives(page, Place.ANOTHER_ORIGIN);
        }
    }

    private static RelyingParty register(Place place) {
        boolean web = place != Place.SCHEME;
        return RelyingParty.register(
                Running.stack().edgeUri(),
                Map.of(
                        "redirect_uris",
                        List.of(place.redirectUri()),
                        "post_logout_redirect_uris",
                        web ? List.of(place.redirectUri()) : List.of(),
                        "application_type",
                        "native"));
    }

    private static String start(RelyingParty party, Place place, String mode) {
        URI uri = party.request("openid", Map.of("redirect_uri", place.redirectUri(), "response_mode", mode))
                .uri();
        return uri.toString();
    }

    /** Returns a page whose every navigation is recorded, including those that leave the browser. */
    private Page observed(BrowserContext profile) {
        Page page = profile.newPage();
        CDPSession devtools = profile.newCDPSession(page);
        devtools.send("Network.enable");
        devtools.on("Network.requestWillBeSent", event -> asked.add(url(event)));
        return page;
    }

    private static String url(JsonObject event) {
        return event.getAsJsonObject("request").get("url").getAsString();
    }

    private void arrives(Page page, Place place) {
        if (!place.isScheme()) {
            page.waitForURL(url -> url.startsWith(place.end()));
            return;
        }
        page.waitForCondition(
                () -> asked.stream().anyMatch(url -> url.startsWith(place.end())),
                new Page.WaitForConditionOptions().setTimeout(10_000));
        assertThat(asked).anyMatch(url -> url.startsWith(place.end()));
    }

    private static void fillIn(Page page, String username) {
        page.getByLabel("Username or email").fill(username);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(Admin.PASSWORD);
        button(page, "Sign in").click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static String edge(String path) {
        return Running.stack().edgeUri() + path;
    }
}
