package dev.albireo.devstack.demo;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.ClientReadRequest;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import dev.albireo.devstack.process.DataFolder;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The demo's client id: registered once (RFC 7591), kept in the data folder, registered again when the provider no longer knows it (RFC
 * 7592 section 2.1).
 */
final class DemoClientRegistration {
    private static final String FILE = "config/demo-client.properties";
    private static final String SCOPE = "openid profile email offline_access payment transfer";

    private final URI redirectUri;
    private final DataFolder data;

    DemoClientRegistration(URI redirectUri, DataFolder data) {
        this.redirectUri = redirectUri;
        this.data = data;
    }

    /** Returns the currently registered client id. */
    ClientID ensure(URI registrationEndpoint) throws IOException, SignInProblem {
        Optional<ClientID> known = known();
        return known.isPresent() ? known.get() : register(registrationEndpoint);
    }

    private Optional<ClientID> known() throws IOException {
        Path file = data.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            stored.load(reader);
        }
        boolean ours = redirectUri.toString().equals(stored.getProperty("redirect_uri"));
        return ours && isRemembered(stored)
                ? Optional.of(new ClientID(stored.getProperty("client_id")))
                : Optional.empty();
    }

    private static boolean isRemembered(Properties stored) throws IOException {
        String uri = stored.getProperty("registration_client_uri", "");
        String token = stored.getProperty("registration_access_token", "");
        if (uri.isEmpty() || token.isEmpty()) {
            return true;
        }
        return new ClientReadRequest(URI.create(uri), new BearerAccessToken(token))
                .toHTTPRequest()
                .send()
                .indicatesSuccess();
    }

    private ClientID register(URI endpoint) throws IOException, SignInProblem {
        try {
            ClientRegistrationResponse response = OIDCClientRegistrationResponseParser.parse(
                    new OIDCClientRegistrationRequest(endpoint, metadata(), null)
                            .toHTTPRequest()
                            .send());
            if (!response.indicatesSuccess()) {
                throw SignInProblem.unregistered(response.toErrorResponse().getErrorObject());
            }
            return keep(((OIDCClientInformationResponse) response).getOIDCClientInformation());
        } catch (ParseException e) {
            throw SignInProblem.invalid("invalid_response", "The registration response of the provider is invalid.", e);
        }
    }

    private OIDCClientMetadata metadata() {
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setName("Shop");
        metadata.setRedirectionURI(redirectUri);
        metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.NONE);
        metadata.setResponseTypes(Set.of(ResponseType.CODE));
        metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        metadata.setScope(Scope.parse(SCOPE));
        return metadata;
    }

    private ClientID keep(OIDCClientInformation client) {
        StringBuilder text = new StringBuilder()
                .append("client_id=" + client.getID() + "\n")
                .append("redirect_uri=" + redirectUri + "\n");
        if (client.getRegistrationURI() != null && client.getRegistrationAccessToken() != null) {
            text.append("registration_client_uri=" + client.getRegistrationURI() + "\n")
                    .append("registration_access_token=" + client.getRegistrationAccessToken() + "\n");
        }
        data.writeSecret(FILE, text.toString());
        return client.getID();
    }
}
