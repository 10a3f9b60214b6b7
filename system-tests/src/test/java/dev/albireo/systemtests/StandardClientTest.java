package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationErrorResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "A client library nobody here wrote (Nimbus OAuth 2.0 SDK) does discovery, registration, code with PKCE, refresh, userinfo")
class StandardClientTest {
    private static final URI REDIRECT = URI.create(RelyingParty.REDIRECT);

    @Test
    void the_whole_journey() throws Exception {
        Journey journey = Running.journey();
        String name = Running.admin().newUser("nina");
        OIDCProviderMetadata provider =
                OIDCProviderMetadata.resolve(new Issuer(Running.stack().edgeUri()));
        OIDCClientInformation client = register(provider);
        ClientSecretBasic authentication = new ClientSecretBasic(client.getID(), client.getSecret());

        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, Scope.parse("openid profile email offline_access"), client.getID(), REDIRECT)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State())
                .nonce(new Nonce())
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        Person nina = journey.person();
        Answer page = nina.follow(nina.get(request.toURI()));
        URI callback = journey.toCallback(nina, journey.login(nina, page, name));
        AuthenticationSuccessResponse success =
                AuthenticationResponseParser.parse(callback).toSuccessResponse();
        assertThat(success.getState()).isEqualTo(request.getState());
        assertThat(success.getIssuer()).isEqualTo(provider.getIssuer());

        OIDCTokenResponse tokens = redeem(provider, authentication, success.getAuthorizationCode(), verifier);
        IDTokenClaimsSet claims = new IDTokenValidator(
                        provider.getIssuer(),
                        client.getID(),
                        JWSAlgorithm.RS256,
                        provider.getJWKSetURI().toURL())
                .validate(tokens.getOIDCTokens().getIDToken(), request.getNonce());
        assertThat(claims.getACR().getValue()).isEqualTo("aal1");
        assertThat(claims.getAuthenticationTime()).isNotNull();

        OIDCTokenResponse refreshed = send(new TokenRequest.Builder(
                        provider.getTokenEndpointURI(),
                        authentication,
                        new RefreshTokenGrant(tokens.getOIDCTokens().getRefreshToken()))
                .build());
        assertThat(refreshed.getOIDCTokens().getRefreshToken())
                .isNotNull()
                .isNotEqualTo(tokens.getOIDCTokens().getRefreshToken());

        UserInfoResponse userInfo = UserInfoResponse.parse(new UserInfoRequest(
                        provider.getUserInfoEndpointURI(),
                        refreshed.getOIDCTokens().getBearerAccessToken())
                .toHTTPRequest()
                .send());
        assertThat(userInfo.toSuccessResponse().getUserInfo().getSubject()).isEqualTo(claims.getSubject());
        assertThat(userInfo.toSuccessResponse().getUserInfo().getEmailAddress()).isEqualTo(name + "@example.com");
    }

    private static OIDCClientInformation register(OIDCProviderMetadata provider) throws Exception {
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setRedirectionURI(REDIRECT);
        metadata.setName("Nimbus");
        metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        var response = OIDCClientRegistrationResponseParser.parse(
                new OIDCClientRegistrationRequest(provider.getRegistrationEndpointURI(), metadata, null)
                        .toHTTPRequest()
                        .send());
        if (response instanceof ClientRegistrationErrorResponse refused) {
            throw new AssertionError(refused.getErrorObject().toString());
        }
        return ((OIDCClientInformationResponse) response).getOIDCClientInformation();
    }

    private static OIDCTokenResponse redeem(
            OIDCProviderMetadata provider,
            ClientSecretBasic authentication,
            AuthorizationCode code,
            CodeVerifier verifier)
            throws Exception {
        return send(new TokenRequest.Builder(
                        provider.getTokenEndpointURI(),
                        authentication,
                        new AuthorizationCodeGrant(code, REDIRECT, verifier))
                .build());
    }

    private static OIDCTokenResponse send(TokenRequest request) throws Exception {
        var response = OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
        assertThat(response.indicatesSuccess())
                .as(() -> response.toErrorResponse().getErrorObject().toString())
                .isTrue();
        return (OIDCTokenResponse) response.toSuccessResponse();
    }
}
