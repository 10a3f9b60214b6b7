package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.link;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static dev.albireo.systemtests.support.Running.edge;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Destination;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Device.Begun;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.ObservedPage;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The applications are first-party, so that the form of the factor itself leads away and no consent page stands between. */
@DisplayName("Passkey, recovery code, registration and device approval let Chromium arrive at the application")
@ConcurrentJourneys
class FactorFormsBrowserTest {
    private final Admin admin = Running.admin();
    private final Journey journey = Running.journey();

    @ParameterizedTest
    @EnumSource(Destination.class)
    void from_a_sign_in_by_passkey(Destination destination) {
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            enrolPasskey(page, admin.newUser("pia"));
            observed.startAnew();
            page.navigate(start(destination));
            page.waitForURL("**/login?**");
            button(page, "Use a passkey").click();
            observed.arrivesAt(destination);
        }
    }

    @ParameterizedTest
    @EnumSource(Destination.class)
    void from_the_passkey_as_second_factor(Destination destination) {
        String kim = admin.newUser("kim");
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            enrolPasskey(page, kim);
            admin.require2fa(kim, true);
            observed.startAnew();
            page.navigate(start(destination));
            signIn(page, kim);
            page.waitForURL("**/login/2fa?**");
            button(page, "Use your passkey").click();
            observed.arrivesAt(destination);
        }
    }

    @ParameterizedTest
    @EnumSource(Destination.class)
    void from_the_first_passkey_that_is_created_on_the_way(Destination destination) {
        String ina = admin.newUser("ina");
        admin.require2fa(ina, true);
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            Chromium.passkeys(page, false);
            page.navigate(start(destination));
            signIn(page, ina);
            page.waitForURL("**/login/2fa?**");
            button(page, "Create a passkey").click();
            Chromium.saveCodes(page);
            observed.arrivesAt(destination);
        }
    }

    @ParameterizedTest
    @EnumSource(Destination.class)
    void from_the_form_of_the_recovery_code(Destination destination) {
        String rex = admin.newUser("rex");
        String code = recoveryCode(rex);
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(start(destination));
            signIn(page, rex);
            link(page, "Use a recovery code").click();
            page.getByLabel("Recovery code").fill(code);
            button(page, "Continue").click();
            observed.arrivesAt(destination);
        }
    }

    @ParameterizedTest
    @EnumSource(Destination.class)
    void after_a_device_was_approved_with_a_passkey(Destination destination) {
        Begun started = Device.register(Running.stack().edgeUri()).ask("openid");
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            enrolPasskey(page, admin.newUser("dan"));
            observed.startAnew();
            page.navigate(started.complete().toString());
            button(page, "Continue").click();
            page.waitForURL("**/login?**");
            button(page, "Use a passkey").click();
            page.waitForURL("**/device?**");
            button(page, "Allow").click();
            page.getByText("Your device is connected").waitFor();
            page.evaluate("address => { location.href = address; }", start(destination));
            observed.arrivesAt(destination);
        }
    }

    @ParameterizedTest
    @EnumSource(Destination.class)
    void from_the_registration_that_the_request_asks_for(Destination destination) {
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(destination.request(destination.declare(), Map.of("prompt", "create")));
            page.waitForURL("**/register?**");
            register(page);
            observed.arrivesAt(destination);
        }
    }

    @ParameterizedTest
    @EnumSource(Destination.class)
    void from_the_registration_that_the_login_page_offers(Destination destination) {
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            page.navigate(start(destination));
            page.waitForURL("**/login?**");
            link(page, "Create one").click();
            page.waitForURL("**/register?**");
            register(page);
            observed.arrivesAt(destination);
        }
    }

    @Test
    void from_a_registration_with_a_passkey_and_from_its_next_use() {
        Destination destination = Destination.ANOTHER_ORIGIN;
        try (BrowserContext profile = Chromium.shared().profile()) {
            ObservedPage observed = ObservedPage.of(profile);
            Page page = observed.page();
            Chromium.passkeys(page, true);
            page.navigate(destination.request(destination.declare(), Map.of("prompt", "create")));
            page.waitForURL("**/register?**");
            page.getByLabel("Username").fill("a@b");
            button(page, "Create a passkey instead of a password").click();
            page.getByText("Username must not contain @.").waitFor();
            page.getByLabel("Username").fill("new-" + System.nanoTime());
            button(page, "Create a passkey instead of a password").click();
            Chromium.saveCodes(page);
            observed.arrivesAt(destination);

            observed.startAnew();
            page.navigate(start(destination));
            button(page, "Use a passkey").click();
            observed.arrivesAt(destination);
            page.navigate(edge("/account/password"));
            button(page, "Set a password").waitFor();
        }
    }

    private static void register(Page page) {
        page.getByLabel("Username").fill("new-" + System.nanoTime());
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(Admin.PASSWORD);
        button(page, "Create account").click();
    }

    private static void enrolPasskey(Page page, String username) {
        Chromium.passkeys(page, false);
        page.navigate(edge("/login"));
        signIn(page, username);
        page.waitForURL("**/account");
        Chromium.addFirstPasskey(page);
    }

    private String recoveryCode(String username) {
        Person person = journey.person();
        journey.login(person, username);
        Answer begun = person.getJson("/auth/two-factor/enable");
        Authenticator phone = Authenticator.scanned(begun.json().get("uri").asText());
        Answer enabled = person.postJson("/auth/two-factor/enable", Map.of("token", phone.next(0)));
        return enabled.json().at("/recoveryCodes/0").asText();
    }

    private static String start(Destination destination) {
        return destination.request(destination.declare(), Map.of());
    }
}
