package dev.albireo.systemtests;

import static dev.albireo.systemtests.support.Nimbus.send;
import static dev.albireo.systemtests.support.Nimbus.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.PushedAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.UserInfoSuccessResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.LogoutListener;
import dev.albireo.systemtests.support.Nimbus;
import dev.albireo.systemtests.support.Nimbus.SignedIn;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A third-party client library, Nimbus OAuth 2.0 SDK, works with this server")
class StandardClientTest {
    private static final String SCOPE = "openid profile email offline_access";

    @Test
    void OIDC_Discovery_section_4_3_the_document_is_the_issuers_own() throws Exception {
        OIDCProviderMetadata provider = Nimbus.register(metadata -> {}).provider();
        assertThat(provider.getTokenEndpointURI()).isNotNull();
        assertThat(provider.getPushedAuthorizationRequestEndpointURI()).isNotNull();
        assertThat(provider.supportsAuthorizationResponseIssuerParam()).isTrue();
    }

    @Test
    void RFC_7636_a_code_with_PKCE_becomes_tokens() throws Exception {
        SignedIn signedIn = Nimbus.register(metadata -> {}).signIn("openid");
        assertThat(signedIn.idToken().getACR().getValue()).isEqualTo("aal1");
        assertThat(signedIn.idToken().getAuthenticationTime()).isNotNull();
        assertThat(signedIn.idToken().getAccessTokenHash()).isNotNull();
    }

    /** EdDSA is not among them: this library needs a further one for it. */
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256"})
    void OIDC_Registration_section_2_the_ID_token_is_signed_as_the_client_wants(String algorithm) throws Exception {
        JWSAlgorithm wanted = JWSAlgorithm.parse(algorithm);
        SignedIn signedIn =
                Nimbus.register(metadata -> metadata.setIDTokenJWSAlg(wanted)).signIn("openid");
        assertThat(signedIn.tokens().getOIDCTokens().getIDToken().getHeader().getAlgorithm())
                .isEqualTo(wanted);
    }

    @Test
    void OIDC_RP_Initiated_Logout_section_2_and_Back_Channel_Logout_section_2_6_the_client_asks_and_is_told()
            throws Exception {
        URI signedOut = URI.create(RelyingParty.SIGNED_OUT);
        try (LogoutListener listener = new LogoutListener()) {
            Nimbus nimbus = Nimbus.register(metadata -> {
                metadata.setPostLogoutRedirectionURIs(Set.of(signedOut));
                metadata.setBackChannelLogoutURI(URI.create(listener.uri("/nimbus")));
            });
            SignedIn signedIn = nimbus.signIn("openid");
            LogoutRequest request = new LogoutRequest(
                    nimbus.provider().getEndSessionEndpointURI(),
                    signedIn.tokens().getOIDCTokens().getIDToken(),
                    signedOut,
                    new State("back"));

            assertThat(signedIn.person().get(request.toURI()).location())
                    .isEqualTo(URI.create(signedOut + "?state=back"));
            await().until(() -> !listener.at("/nimbus").isEmpty());

            var validator = new LogoutTokenValidator(
                    nimbus.provider().getIssuer(),
                    nimbus.client().getID(),
                    JWSAlgorithm.RS256,
                    nimbus.provider().getJWKSetURI().toURL());
            String body = listener.at("/nimbus").getFirst().body();
            assertThat(validator
                            .validate(SignedJWT.parse(body.substring("logout_token=".length())))
                            .getSubject())
                    .isEqualTo(signedIn.idToken().getSubject());
        }
    }

    @Test
    void RFC_9126_the_request_may_be_pushed() throws Exception {
        Nimbus nimbus = Nimbus.register(metadata -> metadata.requiresPushedAuthorizationRequests(true));
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = nimbus.request(SCOPE, verifier).build();
        PushedAuthorizationSuccessResponse pushed = succeeded(
                PushedAuthorizationResponse.parse(send(new PushedAuthorizationRequest(
                        nimbus.provider().getPushedAuthorizationRequestEndpointURI(),
                        nimbus.authentication(),
                        request))),
                PushedAuthorizationSuccessResponse.class);
        AuthorizationRequest frontChannel = new AuthorizationRequest.Builder(
                        pushed.getRequestURI(), nimbus.client().getID())
                .endpointURI(nimbus.provider().getAuthorizationEndpointURI())
                .build();
        assertThat(nimbus.signIn(request, frontChannel.toURI(), verifier).idToken())
                .isNotNull();
    }

    @Test
    void RFC_9101_the_request_may_be_signed() throws Exception {
        Nimbus nimbus = Nimbus.register(
                metadata -> metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT));
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = nimbus.request(SCOPE, verifier).build();
        SignedJWT object = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("oauth-authz-req+jwt"))
                        .keyID(nimbus.key().getKeyID())
                        .build(),
                new JWTClaimsSet.Builder(request.toJWTClaimsSet())
                        .issuer(nimbus.client().getID().getValue())
                        .audience(nimbus.provider().getIssuer().getValue())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        object.sign(new RSASSASigner(nimbus.key()));
        AuthenticationRequest signed = new AuthenticationRequest.Builder(
                        object, nimbus.client().getID())
                .endpointURI(nimbus.provider().getAuthorizationEndpointURI())
                .responseType(request.getResponseType())
                .scope(request.getScope())
                .build();
        assertThat(nimbus.signIn(request, signed.toURI(), verifier).idToken()).isNotNull();
    }

    @Test
    void RFC_8628_a_device_without_a_browser() throws Exception {
        Nimbus nimbus = Nimbus.register(metadata -> {
            metadata.setRedirectionURIs(Set.of());
            metadata.setGrantTypes(Set.of(GrantType.DEVICE_CODE, GrantType.REFRESH_TOKEN));
            metadata.setResponseTypes(Set.of());
        });
        DeviceAuthorizationSuccessResponse begun = succeeded(
                DeviceAuthorizationResponse.parse(send(new DeviceAuthorizationRequest.Builder(nimbus.authentication())
                        .endpointURI(nimbus.provider().getDeviceAuthorizationEndpointURI())
                        .scope(Scope.parse(SCOPE))
                        .build())),
                DeviceAuthorizationSuccessResponse.class);
        Answer page = Device.letIn(
                Running.journey().person(), Running.admin().newUser("dan"), begun.getVerificationURIComplete());
        assertThat(page.page().text()).contains("connected");
        OIDCTokenResponse tokens = nimbus.token(new DeviceCodeGrant(begun.getDeviceCode()));
        assertThat(userinfo(nimbus, tokens.getOIDCTokens().getAccessToken())
                        .getUserInfo()
                        .getEmailAddress())
                .startsWith("dan");
    }

    @Test
    void RFC_7523_a_client_may_prove_itself_by_a_signature() throws Exception {
        Nimbus nimbus = Nimbus.register(
                metadata -> metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT));
        SignedIn signedIn = nimbus.signIn(SCOPE);
        assertThat(introspect(nimbus, accessToken(signedIn)).isActive()).isTrue();
        assertThat(nimbus.token(new RefreshTokenGrant(refreshToken(signedIn))).getOIDCTokens())
                .isNotNull();
    }

    @Test
    void RFC_6749_section_6_refresh_tokens_rotate() throws Exception {
        Nimbus nimbus = Nimbus.register(metadata -> {});
        SignedIn signedIn = nimbus.signIn(SCOPE);
        OIDCTokenResponse refreshed = nimbus.token(new RefreshTokenGrant(refreshToken(signedIn)));
        assertThat(refreshed.getOIDCTokens().getRefreshToken()).isNotNull().isNotEqualTo(refreshToken(signedIn));
        assertThat(userinfo(nimbus, refreshed.getOIDCTokens().getAccessToken())
                        .getUserInfo()
                        .getSubject())
                .isEqualTo(signedIn.idToken().getSubject());
    }

    @Test
    void RFC_6749_section_4_4_a_client_gets_a_token_of_its_own() throws Exception {
        Nimbus nimbus = Nimbus.register(StandardClientTest::aService);
        TokenRequest request = new TokenRequest.Builder(
                        nimbus.provider().getTokenEndpointURI(), nimbus.authentication(), new ClientCredentialsGrant())
                .scope(Scope.parse("orders"))
                .build();
        AccessToken token = succeeded(TokenResponse.parse(send(request)), AccessTokenResponse.class)
                .getTokens()
                .getAccessToken();
        assertThat(token.getScope()).isEqualTo(Scope.parse("orders"));
        assertThat(introspect(nimbus, token).getClientID())
                .isEqualTo(nimbus.client().getID());
    }

    @Test
    void OIDC_Core_section_5_3_userinfo_says_what_was_consented_to() throws Exception {
        Nimbus nimbus = Nimbus.register(metadata -> {});
        SignedIn signedIn = nimbus.signIn(SCOPE);
        var info = userinfo(nimbus, accessToken(signedIn)).getUserInfo();
        assertThat(info.getSubject()).isEqualTo(signedIn.idToken().getSubject());
        assertThat(info.getEmailAddress()).endsWith("@example.com");
        assertThat(info.getEmailVerified()).isTrue();
        assertThat(info.getName()).isEqualTo("nina Example");
        assertThat(info.getPhoneNumber()).isNull();
    }

    @Test
    void OIDC_Core_section_5_3_2_userinfo_may_be_signed() throws Exception {
        Nimbus nimbus = Nimbus.register(metadata -> metadata.setUserInfoJWSAlg(JWSAlgorithm.ES256));
        SignedIn signedIn = nimbus.signIn(SCOPE);
        UserInfoSuccessResponse signed = userinfo(nimbus, accessToken(signedIn));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.ES256,
                JWKSourceBuilder.create(nimbus.provider().getJWKSetURI().toURL())
                        .build()));
        JWTClaimsSet claims = processor.process(signed.getUserInfoJWT(), null);
        assertThat(claims.getSubject())
                .isEqualTo(signedIn.idToken().getSubject().getValue());
        assertThat(claims.getIssuer()).isEqualTo(nimbus.provider().getIssuer().getValue());
        assertThat(claims.getAudience()).containsExactly(nimbus.client().getID().getValue());
    }

    @Test
    void RFC_7009_what_is_revoked_is_active_no_more() throws Exception {
        Nimbus nimbus = Nimbus.register(metadata -> {});
        SignedIn signedIn = nimbus.signIn(SCOPE);
        assertThat(introspect(nimbus, accessToken(signedIn)).isActive()).isTrue();
        var revoked = send(new TokenRevocationRequest(
                nimbus.provider().getRevocationEndpointURI(), nimbus.authentication(), refreshToken(signedIn)));
        assertThat(revoked.getStatusCode()).isEqualTo(200);
        assertThat(introspect(nimbus, accessToken(signedIn)).isActive()).isFalse();
        assertThat(introspect(nimbus, refreshToken(signedIn)).isActive()).isFalse();
        assertThat(UserInfoResponse.parse(send(userinfoRequest(nimbus, accessToken(signedIn))))
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("invalid_token");
    }

    private static void aService(OIDCClientMetadata metadata) {
        metadata.setRedirectionURIs(Set.of());
        metadata.setGrantTypes(Set.of(GrantType.CLIENT_CREDENTIALS));
        metadata.setResponseTypes(Set.of());
        metadata.setScope(Scope.parse("orders"));
    }

    private static TokenIntrospectionSuccessResponse introspect(Nimbus nimbus, Token token) throws Exception {
        return succeeded(
                TokenIntrospectionResponse.parse(send(new TokenIntrospectionRequest(
                        nimbus.provider().getIntrospectionEndpointURI(), nimbus.authentication(), token))),
                TokenIntrospectionSuccessResponse.class);
    }

    private static UserInfoSuccessResponse userinfo(Nimbus nimbus, AccessToken token) throws Exception {
        return succeeded(UserInfoResponse.parse(send(userinfoRequest(nimbus, token))), UserInfoSuccessResponse.class);
    }

    private static UserInfoRequest userinfoRequest(Nimbus nimbus, AccessToken token) {
        return new UserInfoRequest(nimbus.provider().getUserInfoEndpointURI(), (BearerAccessToken) token);
    }

    private static AccessToken accessToken(SignedIn signedIn) {
        return signedIn.tokens().getOIDCTokens().getAccessToken();
    }

    private static RefreshToken refreshToken(SignedIn signedIn) {
        return signedIn.tokens().getOIDCTokens().getRefreshToken();
    }
}
