package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Destination;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.ObservedPage;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of browsers only: Chromium applies {@code form-action} to every redirect that follows a form, of any server. */
@DisplayName("Every form that ends at another site reaches the client in Chromium")
@ConcurrentJourneys
class LeavingBrowserTest {
    private final Admin admin = Running.admin();
    private final Journey journey = Running.journey();

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
    void from_the_consent_and_from_the_login_form(Destination destination, String mode) {
        String lea = admin.newUser("lea");
        String start = start(destination.register(), destination, mode);
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(start);
            signIn(page, lea);
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            observed.arrivesAt(destination);
            if (destination.isScheme()) {
                return; // Chromium asks the user once a page before it opens another program
            }
            observed.startAnew();
            page.navigate(start);
            signIn(page, lea);
            observed.arrivesAt(destination);
        }
    }

    @Test
    void from_the_consent_form_with_a_no() {
        String lea = admin.newUser("lea");
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(start(Destination.ANOTHER_ORIGIN.register(), Destination.ANOTHER_ORIGIN, "query"));
            signIn(page, lea);
            page.waitForURL("**/consent?**");
            button(page, "Cancel").click();
            observed.arrivesAt(Destination.ANOTHER_ORIGIN);
        }
    }

    @Test
    void from_the_forms_of_the_second_factor() {
        String max = admin.newUser("max");
        Person person = journey.person();
        journey.login(person, max);
        Authenticator phone = WebApp.enable(person, 3);
        RelyingParty shop = Destination.ANOTHER_ORIGIN.register();
        String start = start(shop, Destination.ANOTHER_ORIGIN, "query");
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(start);
            signIn(page, max);
            page.locator("input[name=token]").fill(phone.next(3));
            button(page, "Continue").click();
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            observed.arrivesAt(Destination.ANOTHER_ORIGIN);
            observed.startAnew();
            page.navigate(start);
            signIn(page, max);
            page.locator("input[name=token]").fill(phone.next(3));
            button(page, "Continue").click();
            observed.arrivesAt(Destination.ANOTHER_ORIGIN);
        }
    }

    @Test
    void from_the_form_that_sets_an_authenticator_app_up() {
        String eva = admin.newUser("eva");
        RelyingParty shop = Destination.ANOTHER_ORIGIN.register();
        String start = start(shop, Destination.ANOTHER_ORIGIN, "query");
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(start);
            signIn(page, eva);
            button(page, "Allow").click();
            observed.arrivesAt(Destination.ANOTHER_ORIGIN);
            observed.startAnew();
            admin.require2fa(eva, true);
            page.navigate(start);
            signIn(page, eva);
            page.getByText("Set up an authenticator app instead").click();
            page.locator("details summary").click();
            String secret = page.locator("#secret").textContent().replace(" ", "");
            page.locator("input[name=token]").fill(new Authenticator(secret).next(3));
            button(page, "Confirm").click();
            page.locator("label.check input").check();
            button(page, "Continue").click();
            observed.arrivesAt(Destination.ANOTHER_ORIGIN);
        }
    }

    @Test
    void from_the_sign_out_form() {
        String lou = admin.newUser("lou");
        RelyingParty shop = Destination.ANOTHER_ORIGIN.register();
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(edge("/login"));
            signIn(page, lou);
            page.waitForURL("**/account");
            page.navigate(edge("/logout?"
                    + Form.encode(Map.of(
                            "client_id",
                            shop.clientId(),
                            "post_logout_redirect_uri",
                            Destination.ANOTHER_ORIGIN.redirectUri()))));
            button(page, "Sign out").click();
            observed.arrivesAt(Destination.ANOTHER_ORIGIN);
        }
    }

    /** The parameters are too long for the {@code Location} of a redirect. */
    @Test
    void from_a_long_sign_out_form_of_another_site() {
        String lou = admin.newUser("lou");
        RelyingParty shop = Destination.ANOTHER_ORIGIN.register();
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(edge("/login"));
            signIn(page, lou);
            page.waitForURL("**/account");
            page.navigate("about:blank");
            page.setContent("<form method=post action='" + edge("/logout") + "'><input name=client_id value='"
                    + shop.clientId() + "'><input name=post_logout_redirect_uri value='"
                    + Destination.ANOTHER_ORIGIN.redirectUri() + "'><input name=ui_locales value='" + "de ".repeat(1200)
                    + "'><button>Out</button></form>");
            button(page, "Out").click();
            button(page, "Abmelden").click();
            observed.arrivesAt(Destination.ANOTHER_ORIGIN);
        }
    }

    private static String start(RelyingParty party, Destination destination, String mode) {
        return destination.request(party, Map.of("response_mode", mode));
    }
}
