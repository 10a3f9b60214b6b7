package dev.albireo.systemtests.connect;

import static dev.albireo.systemtests.support.Chromium.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Running;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Starts the real libraries with the files that their pages print. A missing library is a failure: {@code make test} provides all of them,
 * {@code make node connect} them alone.
 */
@DisplayName("The pages of docs/connect: each library signs in a user by name, refreshes, and signs out")
@ConcurrentJourneys
class ConnectPagesTest {
    private static final Pattern SIGNED_OUT = Pattern.compile("sign in|signed out", Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @EnumSource
    void the_library_works_as_its_page_says(ConnectedClient client) {
        String user = Running.admin().newUser(client.id());
        try (RunningApplication application = RunningApplication.start(client);
                BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            page.navigate(application.address().toString());
            signIn(page);
            Chromium.signIn(page, user);
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            page.getByText("Hello " + client.id() + " Example").waitFor();

            Locator token = page.locator("#token");
            String first = token.textContent();
            press(page, "Refresh");
            page.waitForFunction("old => document.querySelector('#token')?.textContent.trim() !== old", first.strip());
            assertThat(page.getByText("Hello " + client.id() + " Example").count())
                    .isEqualTo(1);

            press(page, "Sign out");
            page.getByText(SIGNED_OUT).first().waitFor();
            page.navigate(application.address().toString());
            signIn(page);
            assertThat(page.getByLabel("Username or email").isVisible())
                    .as("the session of the issuer has ended, too")
                    .isTrue();
        }
    }

    /** Goes to the login page of the issuer, through the list of providers that Auth.js shows. */
    private static void signIn(Page page) {
        press(page, "Sign in");
        Locator login = page.getByLabel("Username or email");
        Locator provider = page.getByText("Sign in with Albireo");
        login.or(provider).first().waitFor();
        if (provider.isVisible()) {
            provider.click();
        }
        login.waitFor();
    }

    /** Presses a link or a button. */
    private static void press(Page page, String name) {
        page.getByText(name, new Page.GetByTextOptions().setExact(true)).click();
    }
}
