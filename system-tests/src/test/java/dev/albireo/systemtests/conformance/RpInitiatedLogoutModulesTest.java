package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Named as the suite names its modules. Pages that the suite only takes a screenshot of are checked here as far as their text is
 * significant.
 */
@DisplayName("Modules of RP-Initiated Logout OP")
class RpInitiatedLogoutModulesTest {

    @Test
    void oidcc_rp_initiated_logout_discovery_endpoint_verification() {
        assertThat(SuiteLogout.metadata().get("end_session_endpoint").asText()).startsWith("http");
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout(Variant variant) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        Answer out = logout.ask(logout.request());
        logout.isBack(out.location());
        logout.isOut(logout.run().person());
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout_no_state(Variant variant) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        Answer out = logout.ask(logout.without("state"));
        assertThat(out.location()).hasToString(RelyingParty.SIGNED_OUT);
        logout.isOut(logout.run().person());
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout_bad_post_logout_redirect_uri_and_query_added(Variant variant) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        refused(logout, logout.with("post_logout_redirect_uri", "https://example.com/bad_post_logout_redirect_uri"));
        refused(logout, logout.with("post_logout_redirect_uri", RelyingParty.SIGNED_OUT + "?foo=bar"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout_modified_id_token_hint(Variant variant) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        String unsigned = Base64URL.encode("{\"alg\":\"none\"}") + "."
                + logout.request().getOrDefault("id_token_hint", "").split("\\.", -1)[1] + ".";
        refused(logout, logout.with("id_token_hint", unsigned));
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout_bad_id_token_hint(Variant variant) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        refused(
                logout,
                logout.with(
                        "id_token_hint", SuiteKey.generate().sign(logout.run().idToken())));
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout_no_id_token_hint(Variant variant) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        refused(logout, logout.without("id_token_hint"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout_no_params_and_only_state(Variant variant) {
        asked(variant, Map.of());
        asked(variant, Map.of("state", "only"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_rp_initiated_logout_no_post_logout_redirect_uri(Variant variant) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        signedOut(logout.ask(logout.without("post_logout_redirect_uri")));
        logout.isOut(logout.run().person());
    }

    /** The user must confirm first. */
    private static void asked(Variant variant, Map<String, String> parameters) {
        SuiteLogout logout = SuiteLogout.of(variant, Map.of());
        Person person = logout.run().person();
        Answer question = logout.ask(parameters);
        assertThat(question.page().select("h1").text()).isEqualTo("Sign out?");
        signedOut(person.follow(person.submit(question, "/logout", Map.of())));
        logout.isOut(person);
    }

    private static void signedOut(Answer page) {
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.page().select("h1").text()).isEqualTo("You're signed out");
        assertThat(page.body()).doesNotContain(RelyingParty.SIGNED_OUT);
    }

    private static void refused(SuiteLogout logout, Map<String, String> parameters) {
        Answer page = logout.ask(parameters);
        assertThat(page.status()).as(page.toString()).isEqualTo(400);
        assertThat(page.header("location")).isEmpty();
        assertThat(page.page().select("h1").text()).isNotEmpty();
        assertThat(page.body()).doesNotContain(RelyingParty.SIGNED_OUT);
        Map<String, String> again = logout.run()
                .client()
                .received(SuiteClient.ask(
                        logout.run().person(), logout.run().client().request(Map.of("prompt", "none"))));
        assertThat(again).as("a link that does not work ends nothing").containsKey("code");
    }
}
