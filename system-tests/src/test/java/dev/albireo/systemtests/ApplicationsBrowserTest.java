package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.link;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.CallbackSite;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Device.Begun;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The account page in Chromium: the applications with access, and how a user removes it")
@ConcurrentJourneys
class ApplicationsBrowserTest {
    private static final String SCOPE = "openid email offline_access";

    private static CallbackSite site;
    private final URI edge = Running.stack().edgeUri();

    @BeforeAll
    static void open() {
        site = CallbackSite.at("localhost");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void what_is_taken_back_ends_at_once_and_the_rest_stays() {
        String anna = Running.admin().newUser("anna");
        RelyingParty shop = RelyingParty.register(edge, site.uri("/landed"));
        Device television = Device.register(edge);
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            List<String> problems = Chromium.problemsOf(page);
            page.navigate(edge + "/login");
            signIn(page, anna);
            page.waitForURL("**/account");
            link(page, "Apps").click();
            page.waitForURL("**/account/applications");
            page.getByText("No apps have access to your account.").waitFor();
            Answer ofShop = tokens(page, shop);
            Answer ofTelevision = connect(page, television);

            page.navigate(edge + "/account/applications");
            Locator row = page.locator("li").filter(new Locator.FilterOptions().setHasText("Test Shop"));
            row.getByText("What it may do").click();
            row.getByText("See your email address").waitFor();
            page.getByText(Pattern.compile("^Television$")).waitFor();
            Chromium.picture(page, "account-applications");
            row.getByRole(AriaRole.BUTTON).click();
            page.waitForURL("**/account/applications");

            assertThat(page.getByText(Pattern.compile("^Test Shop$")).count()).isZero();
            assertThat(shop.refresh(edge, ofShop.json().get("refresh_token").asText())
                            .status())
                    .isEqualTo(400);
            assertThat(shop.userinfo(ofShop.json().get("access_token").asText()).status())
                    .isEqualTo(401);
            assertThat(shop.userinfo(ofTelevision.json().get("access_token").asText())
                            .status())
                    .isEqualTo(200);
            page.navigate(shop.request(SCOPE, Map.of()).uri().toString());
            page.waitForURL("**/consent?**");
            assertThat(problems).isEmpty();
        }
    }

    private Answer tokens(Page page, RelyingParty shop) {
        Pending pending = shop.request(SCOPE, Map.of());
        page.navigate(pending.uri().toString());
        button(page, "Allow").click();
        page.waitForURL(url -> url.startsWith(site.uri("/landed")));
        Answer tokens = shop.redeem(pending, URI.create(page.url()));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return tokens;
    }

    private static Answer connect(Page page, Device television) {
        Begun started = television.ask(SCOPE);
        page.navigate(started.complete().toString());
        button(page, "Continue").click();
        button(page, "Allow").click();
        page.getByText("Your device is connected").waitFor();
        Answer tokens = television.poll(started);
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return tokens;
    }
}
