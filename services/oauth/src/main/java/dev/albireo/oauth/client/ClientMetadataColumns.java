package dev.albireo.oauth.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import dev.albireo.oauth.client.metadata.ApplicationType;
import dev.albireo.oauth.client.metadata.AuthenticationSettings;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.ClientLink;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.ClientPolicy;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.LogoutUris.LogoutUri;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.client.metadata.RequestSettings;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.client.metadata.TokenEndpointAuthMethod;
import dev.albireo.oauth.client.metadata.TokenFormat;
import dev.albireo.oauth.client.metadata.TokenSettings;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.policy.Acr;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/** Maps {@link ClientMetadata} to columns of the client table, group by group. */
@Embeddable
@NullUnmarked
class ClientMetadataColumns {
    private static final ObjectMapper JSON = new ObjectMapper();

    // info
    String name;

    @Column(name = "client_uri")
    String clientUri;

    @Column(name = "logo_uri")
    String logoUri;

    @Column(name = "policy_uri")
    String policyUri;

    @Column(name = "tos_uri")
    String tosUri;

    List<String> contacts;

    @Column(name = "software_id")
    String softwareId;

    @Column(name = "software_version")
    String softwareVersion;

    @Column(name = "software_statement")
    String softwareStatement;

    String translations;

    // redirects
    @Column(name = "application_type")
    String applicationType;

    @Column(name = "redirect_uris")
    List<String> redirectUris;

    // authentication
    @Column(name = "token_endpoint_auth_method")
    String authMethod;

    @Column(name = "token_endpoint_auth_alg")
    String authAlgorithm;

    @Column(name = "secret_optional")
    boolean secretOptional;

    // keys
    String jwks;

    @Column(name = "jwks_uri")
    String jwksUri;

    // grants
    @Column(name = "grant_types")
    List<String> grantTypes;

    @Column(name = "response_types")
    List<String> responseTypes;

    List<String> scopes;

    @Column(name = "require_pkce")
    boolean requirePkce;

    // requests
    @Column(name = "require_pushed_requests")
    boolean requirePushed;

    @Column(name = "request_object_alg")
    String requestObjectAlgorithm;

    @Column(name = "require_signed_object")
    boolean requireSigned;

    @Column(name = "request_uris")
    List<String> requestUris;

    @Column(name = "default_max_age")
    Integer defaultMaxAge;

    @Column(name = "default_acr_values")
    List<String> defaultAcrValues;

    @Column(name = "require_auth_time")
    boolean requireAuthTime;

    // responses
    @Column(name = "id_token_alg")
    String idTokenAlgorithm;

    @Column(name = "userinfo_alg")
    String userinfoAlgorithm;

    @Column(name = "allowed_origins")
    List<String> allowedOrigins;

    // tokens
    @Column(name = "access_token_seconds")
    Integer accessTokenSeconds;

    @Column(name = "token_format")
    String tokenFormat;

    List<String> audience;

    @Column(name = "refresh_token_seconds")
    Integer refreshTokenSeconds;

    @Column(name = "always_refresh")
    boolean alwaysRefresh;

    List<String> resources;
    List<String> serves;

    // sector
    String sector;

    @Column(name = "sector_identifier_uri")
    String sectorIdentifierUri;

    // logout
    @Column(name = "post_logout_redirect_uris")
    List<String> postLogoutRedirectUris;

    @Column(name = "backchannel_logout_uri")
    String backChannelUri;

    @Column(name = "backchannel_logout_session_required")
    boolean backChannelSession;

    @Column(name = "frontchannel_logout_uri")
    String frontChannelUri;

    @Column(name = "frontchannel_logout_session_required")
    boolean frontChannelSession;

    @Column(name = "initiate_login_uri")
    String initiateLoginUri;

    // policy
    @Column(name = "first_party")
    boolean firstParty;

    @Column(name = "minimum_acr")
    String minimumAcr;

    @Column(name = "auth_config")
    String authConfig;

    @Column(name = "user_resource")
    boolean userResource;

    static ClientMetadataColumns of(ClientMetadata metadata) {
        ClientMetadataColumns columns = new ClientMetadataColumns();
        columns.set(metadata.info());
        columns.set(metadata.redirects());
        columns.set(metadata.authentication());
        columns.set(metadata.keys());
        columns.set(metadata.grants());
        columns.set(metadata.requests());
        columns.set(metadata.responses());
        columns.set(metadata.tokens());
        columns.set(metadata.sector());
        columns.set(metadata.logout());
        columns.set(metadata.policy());
        return columns;
    }

    ClientMetadata toMetadata() {
        return new ClientMetadata(
                info(),
                redirects(),
                authentication(),
                keys(),
                grants(),
                requests(),
                responses(),
                tokens(),
                sector(),
                logout(),
                policy());
    }

    private void set(ClientInfo info) {
        name = info.name();
        clientUri = info.link(ClientLink.CLIENT_URI).orElse(null);
        logoUri = info.link(ClientLink.LOGO_URI).orElse(null);
        policyUri = info.link(ClientLink.POLICY_URI).orElse(null);
        tosUri = info.link(ClientLink.TOS_URI).orElse(null);
        contacts = info.contacts();
        softwareId = info.software().id().orElse(null);
        softwareVersion = info.software().version().orElse(null);
        translations = JSON.valueToTree(new TreeMap<>(info.translations())).toString();
        softwareStatement = info.statement().orElse(null);
    }

    private ClientInfo info() {
        Map<ClientLink, String> links = new EnumMap<>(ClientLink.class);
        Optional.ofNullable(clientUri).ifPresent(uri -> links.put(ClientLink.CLIENT_URI, uri));
        Optional.ofNullable(logoUri).ifPresent(uri -> links.put(ClientLink.LOGO_URI, uri));
        Optional.ofNullable(policyUri).ifPresent(uri -> links.put(ClientLink.POLICY_URI, uri));
        Optional.ofNullable(tosUri).ifPresent(uri -> links.put(ClientLink.TOS_URI, uri));
        return new ClientInfo(
                name,
                links,
                contacts,
                new ClientInfo.Software(Optional.ofNullable(softwareId), Optional.ofNullable(softwareVersion)),
                translations(translations),
                Optional.ofNullable(softwareStatement));
    }

    private void set(RedirectUris redirects) {
        applicationType = redirects.applicationType().value();
        redirectUris = redirects.uris();
    }

    private RedirectUris redirects() {
        return new RedirectUris(ApplicationType.of(applicationType).orElse(ApplicationType.WEB), redirectUris);
    }

    private void set(AuthenticationSettings authentication) {
        authMethod = authentication.method().value();
        authAlgorithm = authentication.algorithm().map(JWSAlgorithm::getName).orElse(null);
        secretOptional = authentication.secretOptional();
    }

    private AuthenticationSettings authentication() {
        return new AuthenticationSettings(
                TokenEndpointAuthMethod.of(authMethod).orElseThrow(),
                Optional.ofNullable(authAlgorithm).map(JWSAlgorithm::new),
                secretOptional);
    }

    private void set(ClientKeySet keys) {
        jwks = keys.jwks().orElse(null);
        jwksUri = keys.uri().map(URI::toString).orElse(null);
    }

    private ClientKeySet keys() {
        return new ClientKeySet(
                Optional.ofNullable(jwks), Optional.ofNullable(jwksUri).map(URI::create));
    }

    private void set(GrantSettings grants) {
        grantTypes = grants.types().stream().sorted().toList();
        responseTypes = grants.responseTypes().stream()
                .map(ResponseType::value)
                .sorted()
                .toList();
        scopes = grants.scopes().stream().sorted().toList();
        requirePkce = grants.requirePkce();
    }

    private GrantSettings grants() {
        return new GrantSettings(
                Set.copyOf(grantTypes),
                responseTypes.stream()
                        .flatMap(type -> ResponseType.of(type).stream())
                        .collect(Collectors.toSet()),
                Set.copyOf(scopes),
                requirePkce);
    }

    private void set(RequestSettings requests) {
        requirePushed = requests.requirePushed();
        requestObjectAlgorithm =
                requests.algorithm().map(SigningAlgorithm::value).orElse(null);
        requireSigned = requests.requireSigned();
        requestUris = requests.uris();
        defaultMaxAge = seconds(requests.defaults().maxAge());
        defaultAcrValues = requests.defaults().acrValues();
        requireAuthTime = requests.defaults().authTime();
    }

    private RequestSettings requests() {
        return new RequestSettings(
                requirePushed,
                Optional.ofNullable(requestObjectAlgorithm).flatMap(SigningAlgorithm::of),
                requireSigned,
                requestUris,
                new RequestSettings.Defaults(duration(defaultMaxAge), defaultAcrValues, requireAuthTime));
    }

    private void set(Responses responses) {
        idTokenAlgorithm = responses.idToken().value();
        userinfoAlgorithm = responses.userinfo().map(SigningAlgorithm::value).orElse(null);
        allowedOrigins = responses.origins();
    }

    private Responses responses() {
        return new Responses(
                SigningAlgorithm.of(idTokenAlgorithm).orElse(SigningAlgorithm.RS256),
                Optional.ofNullable(userinfoAlgorithm).flatMap(SigningAlgorithm::of),
                allowedOrigins);
    }

    private void set(TokenSettings tokens) {
        accessTokenSeconds = seconds(tokens.access().lifetime());
        tokenFormat = tokens.access().format().value();
        audience = tokens.access().audience();
        refreshTokenSeconds = seconds(tokens.refresh().lifetime());
        alwaysRefresh = tokens.refresh().always();
        resources = tokens.resources().orElse(null);
        serves = tokens.serves();
    }

    private TokenSettings tokens() {
        return new TokenSettings(
                new TokenSettings.AccessTokenSettings(
                        duration(accessTokenSeconds),
                        TokenFormat.of(tokenFormat).orElseThrow(),
                        audience),
                new TokenSettings.RefreshTokenSettings(duration(refreshTokenSeconds), alwaysRefresh),
                Optional.ofNullable(resources),
                serves);
    }

    private void set(SectorIdentifier identifier) {
        sector = identifier.host().orElse(null);
        sectorIdentifierUri = identifier.uri().map(URI::toString).orElse(null);
    }

    private SectorIdentifier sector() {
        return new SectorIdentifier(
                Optional.ofNullable(sector),
                Optional.ofNullable(sectorIdentifierUri).map(URI::create));
    }

    private void set(LogoutUris logout) {
        postLogoutRedirectUris = logout.afterLogout();
        backChannelUri = logout.backChannelLogout().map(LogoutUri::uri).orElse(null);
        backChannelSession =
                logout.backChannelLogout().filter(LogoutUri::sessionRequired).isPresent();
        frontChannelUri = logout.frontChannelLogout().map(LogoutUri::uri).orElse(null);
        frontChannelSession =
                logout.frontChannelLogout().filter(LogoutUri::sessionRequired).isPresent();
        initiateLoginUri = logout.initiateLogin().orElse(null);
    }

    private LogoutUris logout() {
        return new LogoutUris(
                postLogoutRedirectUris,
                Optional.ofNullable(backChannelUri).map(uri -> new LogoutUri(uri, backChannelSession)),
                Optional.ofNullable(frontChannelUri).map(uri -> new LogoutUri(uri, frontChannelSession)),
                Optional.ofNullable(initiateLoginUri));
    }

    private void set(ClientPolicy policy) {
        firstParty = policy.firstParty();
        minimumAcr = policy.minimumAcr().value();
        authConfig = policy.authConfig().orElse(null);
        userResource = policy.userResource();
    }

    private ClientPolicy policy() {
        return new ClientPolicy(
                firstParty, Acr.of(minimumAcr).orElse(Acr.AAL2), Optional.ofNullable(authConfig), userResource);
    }

    private static Map<String, String> translations(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored translations are not valid JSON", e);
        }
    }

    private static Integer seconds(Optional<Duration> duration) {
        return duration.map(d -> Math.toIntExact(d.toSeconds())).orElse(null);
    }

    private static Optional<Duration> duration(Integer seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }
}
