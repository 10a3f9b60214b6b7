package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The second seed's journey in Chromium: resources put, QR scanned, code typed, token, disabled")
@ConcurrentJourneys
class TotpSeedBrowserTest {
    /** {@code validPastTokensCount} of the seed. */
    private static final int PAST = 3;

    private final WebApp app = WebApp.seed();

    @Test
    void enable_log_in_with_a_code_and_disable() throws Exception {
        Running.resources().putSeed();
        Authenticator phone;
        try (BrowserContext profile = Chromium.ofDesktop().profile()) {
            Page page = browser(profile);
            List<String> problems = Chromium.problemsOf(page);
            page.navigate(edge("/login"));
            password(page);
            page.waitForURL("**/account");
            page.navigate(edge("/auth/two-factor"));
            Chromium.picture(page, "two-factor-off");
            page.navigate(edge("/auth/two-factor/enable"));
            Chromium.picture(page, "two-factor-enable");
            String otpauth = decoded(page.locator("img[src^='data:image']"));
            assertThat(otpauth).startsWith("otpauth://totp/my-app:my-user?").contains("issuer=my-app");
            phone = Authenticator.scanned(otpauth);
            page.locator("input[name=token]").fill(phone.next(PAST));
            page.locator("form:has(input[name=token]) button[type=submit]").click();
            page.waitForURL(Pattern.compile(".*/auth/two-factor(\\?.*)?$"));
            Chromium.picture(page, "two-factor-recovery-codes");
            assertThat(Running.resources()
                            .get("User/my-user")
                            .json()
                            .at("/twoFactor/enabled")
                            .asBoolean())
                    .isTrue();
            assertThat(problems).isEmpty();
        }
        try (BrowserContext fresh = Chromium.ofDesktop().profile()) {
            Page page = browser(fresh);
            page.navigate(edge("/auth/login?client_id=mywebapp&response_type=code"));
            password(page);
            page.waitForURL("**/login/2fa?**");
            Chromium.picture(page, "second-factor-code");
            page.locator("input[name=token]").fill(phone.next(PAST));
            URI callback = leaving(
                    page,
                    () -> page.locator("form:has(input[name=token]) button[type=submit]")
                            .first()
                            .click());
            Answer tokens = app.redeem(Form.parameter(callback, "code"));
            assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
            assertThat(tokens.json().get("expires_in").asInt()).isEqualTo(360);
            var claims =
                    SignedJWT.parse(tokens.json().get("access_token").asText()).getJWTClaimsSet();
            assertThat(claims.getStringListClaim("amr")).isEqualTo(List.of("pwd", "otp"));
            page.navigate(edge("/auth/two-factor/disable"));
            Chromium.picture(page, "two-factor-disable");
            page.locator("input[name=token]").fill(phone.next(PAST));
            page.locator("form:has(input[name=token]) button[type=submit]").click();
            page.waitForURL(Pattern.compile(".*/auth/two-factor(\\?.*)?$"));
            assertThat(Running.resources()
                            .get("User/my-user")
                            .json()
                            .at("/twoFactor/enabled")
                            .asBoolean())
                    .isFalse();
        }
        try (BrowserContext last = Chromium.ofDesktop().profile()) {
            Page page = browser(last);
            page.navigate(edge("/auth/login?client_id=mywebapp&response_type=code"));
            URI callback = leaving(page, () -> password(page));
            assertThat(Form.query(callback)).containsKey("code");
        }
    }

    /** Returns a page of a browser that stops at the client's redirect URI, where no process listens. */
    private static Page browser(BrowserContext profile) {
        Page page = profile.newPage();
        page.route(
                url -> url.startsWith(WebApp.REDIRECT),
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setBody("the application")));
        return page;
    }

    private static URI leaving(Page page, Runnable act) {
        act.run();
        page.waitForURL(url -> url.startsWith(WebApp.REDIRECT));
        return URI.create(page.url());
    }

    private static void password(Page page) {
        signIn(page, "my-user", WebApp.PASSWORD);
    }

    /** Decodes the image as a phone's camera would. */
    private static String decoded(Locator picture) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.screenshot()));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new MultiFormatReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
