package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Chromium.button;
import static dev.albireo.systemtests.support.Chromium.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.CallbackSite;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "An administrator sees and ends a user's sessions, factors and applications, while the user has them open in Chromium")
@ConcurrentJourneys
class UserAccessBrowserTest {
    private static CallbackSite site;
    private final Admin admin = Running.admin();
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
    void a_removed_passkey_signs_the_user_out_and_is_gone() {
        String kim = admin.newUser("kim");
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            Chromium.passkeys(page, false);
            page.navigate(edge + "/login");
            signIn(page, kim);
            page.waitForURL("**/account");
            Chromium.addFirstPasskey(page);

            JsonNode factors = list(kim, "factors", "id type name lastUsedAt");
            assertThat(factors).hasSize(1);
            assertThat(factors.at("/0/type").asText()).isEqualTo("passkey");
            assertThat(list(kim, "sessions", "id address userAgent")
                            .at("/0/userAgent")
                            .asText())
                    .contains("Chrome");

            assertThat(result(
                            "removeFactor",
                            kim,
                            "id: \"" + factors.at("/0/id").asText() + "\", reason: \"lost laptop\""))
                    .isEqualTo("User " + kim + " was signed out, and the factor was removed");

            page.reload();
            page.waitForURL("**/login**");
            signIn(page, kim);
            page.waitForURL("**/account");
            page.navigate(edge + "/account/sign-ins");
            page.getByText("Passkey removed").waitFor();
            assertThat(list(kim, "factors", "id")).isEmpty();
        }
    }

    @Test
    void one_session_ends_while_another_browser_stays() {
        String lee = admin.newUser("lee");
        try (BrowserContext left = Chromium.shared().profile();
                BrowserContext kept = Chromium.shared().profile()) {
            Page forgotten = signedIn(left, lee);
            String id = list(lee, "sessions", "id").at("/0/id").asText();
            Page own = signedIn(kept, lee);

            assertThat(result("endSession", lee, "id: \"" + id + "\", reason: \"left at a desk\""))
                    .isEqualTo("User " + lee + " was signed out of one session");

            forgotten.reload();
            forgotten.waitForURL("**/login**");
            own.reload();
            assertThat(own.url()).endsWith("/account");
            assertThat(result("endSession", lee, "id: \"" + UUID.randomUUID() + "\", reason: \"unknown\""))
                    .isEqualTo("User " + lee + ": session not found");
        }
    }

    @Test
    void an_application_loses_its_access_at_once_and_the_export_has_what_is_stored() {
        String mo = admin.newUser("mo");
        RelyingParty shop = RelyingParty.register(edge, site.uri("/landed"));
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = signedIn(profile, mo);
            Pending pending = shop.request("openid email offline_access", Map.of());
            page.navigate(pending.uri().toString());
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();
            page.waitForURL(url -> url.startsWith(site.uri("/landed")));
            Answer tokens = shop.redeem(pending, URI.create(page.url()));
            String client =
                    list(mo, "applications", "clientId name").at("/0/clientId").asText();

            JsonNode export =
                    Json.parse(admin.data("mutation { exportUser(username: \"" + mo + "\") { subject document } }")
                            .at("/exportUser/document")
                            .asText());
            assertThat(export.at("/user/username").asText()).isEqualTo(mo);
            assertThat(export.at("/applications/0/clientId").asText()).isEqualTo(client);
            assertThat(export.get("sessions")).hasSize(1);

            String revoke = "mutation { revokeApplication(username: \"" + mo + "\", clientId: \"" + client
                    + "\", reason: \"asked by mail\") }";
            assertThat(admin.data(revoke).get("revokeApplication").asBoolean()).isTrue();

            assertThat(shop.refresh(edge, tokens.json().get("refresh_token").asText())
                            .status())
                    .isEqualTo(400);
            assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                    .isEqualTo(401);
            assertThat(list(mo, "applications", "clientId")).isEmpty();
            assertThat(admin.graphql(revoke).json().at("/errors/0/message").asText())
                    .isEqualTo("the client has no access to the account");
        }
    }

    private Page signedIn(BrowserContext profile, String name) {
        Page page = profile.newPage();
        page.navigate(edge + "/login");
        signIn(page, name);
        page.waitForURL("**/account");
        return page;
    }

    private JsonNode list(String name, String field, String columns) {
        return admin.data("{ " + field + "(username: \"" + name + "\") { " + columns + " } }")
                .get(field);
    }

    private String result(String mutation, String name, String arguments) {
        return admin.data("mutation { " + mutation + "(username: \"" + name + "\", " + arguments
                        + ") { success message } }")
                .at("/" + mutation + "/message")
                .asText();
    }
}
