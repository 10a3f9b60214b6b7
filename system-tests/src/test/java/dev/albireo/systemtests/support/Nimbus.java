package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.Response;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
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
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.albireo.protocol.NativeCrypto;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;

/**
 * A client that uses the Nimbus OAuth 2.0 SDK as its documentation describes: it knows only the issuer, and what the library rejects fails
 * the test.
 */
public final class Nimbus {
    public static final URI REDIRECT = URI.create(RelyingParty.REDIRECT);

    private final OIDCProviderMetadata provider;
    private final OIDCClientInformation client;
    private final RSAKey key;

    private Nimbus(OIDCProviderMetadata provider, OIDCClientInformation client, RSAKey key) {
        this.provider = provider;
        this.client = client;
        this.key = key;
    }

    /** The result of one sign-in, and its user. */
    public record SignedIn(OIDCTokenResponse tokens, IDTokenClaimsSet idToken, Person person) {}

    /** Returns a client with this metadata over the library's defaults; its key is in the metadata where it signs. */
    public static Nimbus register(Consumer<OIDCClientMetadata> more) throws Exception {
        OIDCProviderMetadata provider =
                OIDCProviderMetadata.resolve(new Issuer(Running.stack().edgeUri()));
        RSAKey key = NativeCrypto.generating(new RSAKeyGenerator(2048))
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint(true)
                .generate();
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setRedirectionURI(REDIRECT);
        metadata.setName("Nimbus");
        more.accept(metadata);
        if (ClientAuthenticationMethod.PRIVATE_KEY_JWT.equals(metadata.getTokenEndpointAuthMethod())) {
            metadata.setJWKSet(new JWKSet(key.toPublicJWK()));
        }
        Response response = OIDCClientRegistrationResponseParser.parse(
                new OIDCClientRegistrationRequest(provider.getRegistrationEndpointURI(), metadata, null)
                        .toHTTPRequest()
                        .send());
        OIDCClientInformation client =
                succeeded(response, OIDCClientInformationResponse.class).getOIDCClientInformation();
        return new Nimbus(provider, client, key);
    }

    public OIDCProviderMetadata provider() {
        return provider;
    }

    public OIDCClientInformation client() {
        return client;
    }

    /** Returns the key that the client signs with, if it signs. */
    public RSAKey key() {
        return key;
    }

    /** Returns the client authentication, created for each request. */
    public ClientAuthentication authentication() throws JOSEException {
        return client.getOIDCMetadata().getTokenEndpointAuthMethod().equals(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                ? new PrivateKeyJWT(
                        client.getID(),
                        URI.create(provider.getIssuer().getValue()),
                        JWSAlgorithm.RS256,
                        key.toRSAPrivateKey(),
                        key.getKeyID(),
                        null)
                : new ClientSecretBasic(client.getID(), client.getSecret());
    }

    /** Returns an authorization request with code and PKCE for these scopes. */
    public AuthenticationRequest.Builder request(String scope, CodeVerifier verifier) {
        return new AuthenticationRequest.Builder(
                        client.getOIDCMetadata().getResponseTypes().iterator().next(),
                        Scope.parse(scope),
                        client.getID(),
                        REDIRECT)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State())
                .nonce(new Nonce())
                .codeChallenge(verifier, CodeChallengeMethod.S256);
    }

    /** Signs a new user in for this request, and redeems the code. */
    public SignedIn signIn(AuthenticationRequest asked, URI frontChannel, CodeVerifier verifier) throws Exception {
        Journey journey = Running.journey();
        Person person = journey.person();
        Answer page = person.follow(person.get(frontChannel));
        URI callback = journey.toCallback(
                person, journey.login(person, page, Running.admin().newUser("nina")));
        AuthenticationSuccessResponse success =
                succeeded(AuthenticationResponseParser.parse(callback), AuthenticationSuccessResponse.class);
        assertThat(success.getState()).isEqualTo(asked.getState());
        assertThat(success.getIssuer()).isEqualTo(provider.getIssuer());
        AuthorizationCode code = success.getAuthorizationCode();
        OIDCTokenResponse tokens = token(new AuthorizationCodeGrant(code, REDIRECT, verifier));
        IDTokenClaimsSet idToken = IDTokenValidator.create(provider, client)
                .validate(tokens.getOIDCTokens().getIDToken(), asked.getNonce());
        return new SignedIn(tokens, idToken, person);
    }

    /** As {@link #signIn(AuthenticationRequest, URI, CodeVerifier)}, all of it through the front channel. */
    public SignedIn signIn(String scope) throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = request(scope, verifier).build();
        return signIn(request, request.toURI(), verifier);
    }

    /** Sends a token request for this grant, which must succeed. */
    public OIDCTokenResponse token(AuthorizationGrant grant) throws Exception {
        TokenRequest request =
                new TokenRequest.Builder(provider.getTokenEndpointURI(), authentication(), grant).build();
        return succeeded(OIDCTokenResponseParser.parse(send(request)), OIDCTokenResponse.class);
    }

    public static HTTPResponse send(Request request) throws IOException, ParseException {
        return request.toHTTPRequest().send();
    }

    /** Returns the response as one of success; fails with the server's error. */
    public static <T> T succeeded(Response response, Class<T> success) {
        if (response instanceof ErrorResponse refused) {
            throw new AssertionError(String.valueOf(refused.getErrorObject()));
        }
        return success.cast(response);
    }
}
