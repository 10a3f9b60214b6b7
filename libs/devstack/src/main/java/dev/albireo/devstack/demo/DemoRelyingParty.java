package dev.albireo.devstack.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/**
 * The relying party's side of OpenID Connect, as any application would implement it: discovery, authorization code with PKCE, and all
 * validation of the response. All methods block.
 */
final class DemoRelyingParty {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    private final Issuer issuer;
    private final URI redirectUri;
    private final DemoClientRegistration registration;
    private final Clock clock;

    DemoRelyingParty(URI issuer, URI redirectUri, DemoClientRegistration registration, Clock clock) {
        this.issuer = new Issuer(issuer);
        this.redirectUri = redirectUri;
        this.registration = registration;
        this.clock = clock;
    }

    private OIDCProviderMetadata metadata() throws IOException, SignInProblem {
        try {
            return OIDCProviderMetadata.resolve(issuer, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
        } catch (GeneralException e) {
            throw SignInProblem.invalid("invalid_metadata", "The discovery document of the provider is invalid.", e);
        }
    }

    /** Registers the demo unless it is registered. */
    ClientID register() throws IOException, SignInProblem {
        return registration.ensure(metadata().getRegistrationEndpointURI());
    }

    /** Returns the authorization request (OpenID Connect Core section 3.1.2.1). */
    URI authorizationRequest(PendingSignIn pending) throws IOException, SignInProblem {
        OIDCProviderMetadata metadata = metadata();
        ClientID client = registration.ensure(metadata.getRegistrationEndpointURI());
        AuthenticationRequest.Builder request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, pending.kind().scope(), client, redirectUri)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(pending.state())
                .nonce(pending.nonce())
                .codeChallenge(pending.verifier(), CodeChallengeMethod.S256);
        pending.kind().ask(request);
        return request.build().toURI();
    }

    /** Validates the authorization response and redeems its code. */
    ValidatedSignIn signIn(PendingSignIn pending, URI callback) throws IOException, SignInProblem {
        OIDCProviderMetadata metadata = metadata();
        ClientID client = registration.ensure(metadata.getRegistrationEndpointURI());
        try {
            AuthorizationCode code = checkedCode(metadata, pending, callback);
            OIDCTokenResponse tokens = redeem(metadata, client, pending, code);
            return validated(metadata, client, pending, tokens);
        } catch (ParseException e) {
            throw SignInProblem.invalid("invalid_response", "The response of the provider is invalid.", e);
        }
    }

    private static AuthorizationCode checkedCode(OIDCProviderMetadata metadata, PendingSignIn pending, URI callback)
            throws ParseException, SignInProblem {
        AuthenticationResponse response = AuthenticationResponseParser.parse(callback);
        if (!pending.state().equals(response.getState())) {
            throw new SignInProblem(
                    "state_mismatch",
                    "This response belongs to another sign-in.",
                    "Start again from the shop's first page.");
        }
        // RFC 9207: the response names its issuer, which prevents mix-up with another provider's.
        if (metadata.supportsAuthorizationResponseIssuerParam()
                && !metadata.getIssuer().equals(response.getIssuer())) {
            throw new SignInProblem("issuer_mismatch", "This response is from another provider.", "Start again.");
        }
        if (!response.indicatesSuccess()) {
            throw SignInProblem.from(response.toErrorResponse().getErrorObject());
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new SignInProblem(
                    "invalid_response", "The response of the provider contains no code.", "Start again.");
        }
        return code;
    }

    private OIDCTokenResponse redeem(
            OIDCProviderMetadata metadata, ClientID client, PendingSignIn pending, AuthorizationCode code)
            throws IOException, ParseException, SignInProblem {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, redirectUri, pending.verifier());
        TokenResponse response =
                OIDCTokenResponseParser.parse(new TokenRequest.Builder(metadata.getTokenEndpointURI(), client, grant)
                        .build()
                        .toHTTPRequest()
                        .send());
        if (!response.indicatesSuccess()) {
            throw SignInProblem.from(response.toErrorResponse().getErrorObject());
        }
        return (OIDCTokenResponse) response.toSuccessResponse();
    }

    /** OpenID Connect Core section 3.1.3.7: validates signature, issuer, audience, times and nonce; then the requested properties. */
    private ValidatedSignIn validated(
            OIDCProviderMetadata metadata, ClientID client, PendingSignIn pending, OIDCTokenResponse tokens)
            throws SignInProblem, ParseException, IOException {
        JWT idToken = tokens.getOIDCTokens().getIDToken();
        try {
            IDTokenClaimsSet claims = new IDTokenValidator(
                            issuer,
                            client,
                            JWSAlgorithm.RS256,
                            metadata.getJWKSetURI().toURL())
                    .validate(idToken, pending.nonce());
            requireFresh(pending, claims);
            return new ValidatedSignIn(
                    pending.kind(),
                    idToken.serialize(),
                    idToken.getJWTClaimsSet().toJSONObject(),
                    userInfo(metadata, claims.getSubject(), tokens),
                    granted(pending, tokens));
        } catch (BadJOSEException | JOSEException | java.text.ParseException e) {
            throw SignInProblem.invalid("invalid_id_token", "The ID token is invalid.", e);
        }
    }

    /** Rejects the response of a provider that ignores {@code max_age} (OpenID Connect Core section 3.1.2.1). */
    private void requireFresh(PendingSignIn pending, IDTokenClaimsSet claims) throws SignInProblem {
        if (pending.kind() != SignInOption.FRESH) {
            return;
        }
        Date authTime = claims.getAuthenticationTime();
        Instant oldest = clock.instant().minusSeconds(SignInOption.MAX_AGE).minus(CLOCK_SKEW);
        if (authTime == null || authTime.toInstant().isBefore(oldest)) {
            throw new SignInProblem(
                    "stale_authentication",
                    "The provider did not authenticate you again.",
                    "The ID token's auth_time is too old.");
        }
    }

    /** OpenID Connect Core section 5.3.2: a UserInfo response about another subject must not be used. */
    private static Map<String, Object> userInfo(
            OIDCProviderMetadata metadata, Subject subject, OIDCTokenResponse tokens)
            throws IOException, ParseException, SignInProblem {
        UserInfoResponse response = UserInfoResponse.parse(new UserInfoRequest(
                        metadata.getUserInfoEndpointURI(),
                        tokens.getOIDCTokens().getBearerAccessToken())
                .toHTTPRequest()
                .send());
        if (!response.indicatesSuccess()) {
            throw SignInProblem.from(response.toErrorResponse().getErrorObject());
        }
        UserInfo userInfo = response.toSuccessResponse().getUserInfo();
        if (userInfo == null || !subject.equals(userInfo.getSubject())) {
            throw new SignInProblem("invalid_userinfo", "The UserInfo response is for another user.", "Start again.");
        }
        return userInfo.toJSONObject();
    }

    private static String granted(PendingSignIn pending, OIDCTokenResponse tokens) {
        var scope = tokens.getOIDCTokens().getAccessToken().getScope();
        return (scope == null ? pending.kind().scope() : scope).toString();
    }

    /** Returns the URL where the user signs out of the provider. */
    URI logout() {
        return URI.create(issuer.getValue() + "/logout");
    }
}
