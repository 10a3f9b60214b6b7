package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.LogoutListener;
import dev.albireo.systemtests.support.LogoutListener.Heard;
import dev.albireo.systemtests.support.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Named as the suite names its modules. */
@DisplayName("Modules of Back-Channel Logout OP")
class BackChannelLogoutModulesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final LogoutListener listener = new LogoutListener();

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void oidcc_backchannel_logout_discovery_endpoint_verification() {
        JsonNode metadata = SuiteLogout.metadata();
        assertThat(metadata.get("backchannel_logout_supported").asBoolean()).isTrue();
        assertThat(metadata.get("backchannel_logout_session_supported").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"STATIC", "DYNAMIC"})
    void oidcc_backchannel_rp_initiated_logout(Variant variant) throws Exception {
        String path = "/backchannel_logout/" + variant;
        SuiteLogout logout = SuiteLogout.of(
                variant,
                Map.of("backchannel_logout_uri", listener.uri(path), "backchannel_logout_session_required", true));

        logout.isBack(logout.ask(logout.request()).location());

        await().atMost(SOON).until(() -> !listener.at(path).isEmpty());
        isLogoutToken(listener.at(path).getFirst(), logout.run());
        logout.isOut(logout.run().person());
        assertThat(listener.at(path)).hasSize(1);
    }

    private static void isLogoutToken(Heard request, SuiteRun run) throws Exception {
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body())
                .as("nothing else is sent")
                .startsWith("logout_token=")
                .doesNotContain("&");
        String token = request.body().substring("logout_token=".length());
        JWTClaimsSet claims = SuiteRun.verified(token, JWSAlgorithm.RS256, new JOSEObjectType("logout+jwt"));
        assertThat(claims.getIssuer()).isEqualTo(Running.stack().edgeUri().toString());
        assertThat(claims.getAudience()).containsExactly(run.client().id());
        assertThat(claims.getIssueTime()).isBefore(Instant.now().plusSeconds(5));
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getJSONObjectClaim("events"))
                .isEqualTo(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(claims.getSubject()).isEqualTo(run.idToken().getSubject());
        assertThat(claims.getStringClaim("sid"))
                .isNotBlank()
                .isEqualTo(run.idToken().getStringClaim("sid"));
        assertThat(claims.getClaims()).doesNotContainKey("nonce");
    }
}
