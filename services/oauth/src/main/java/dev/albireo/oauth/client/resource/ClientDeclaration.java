package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Client.DeclaredSettings;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientInfoMetadata;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.CommonMetadata;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.LogoutUrisMetadata;
import dev.albireo.oauth.client.metadata.MetadataReader;
import dev.albireo.oauth.client.metadata.RequestObjectMetadata;
import dev.albireo.oauth.client.metadata.RequestObjectSettings;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.client.metadata.SectorIdentifierMetadata;
import dev.albireo.oauth.client.metadata.WebOrigins;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.policy.Acr;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The resource {@code Client} with each field validated, except {@code secret}, of which only the presence is known. Unknown fields are
 * rejected by name.
 */
record ClientDeclaration(
        String name,
        boolean active,
        boolean firstParty,
        boolean requiresSecondFactor,
        Set<String> grantTypes,
        List<String> scopes,
        List<String> postLogoutRedirectUris,
        Optional<String> authConfig,
        Optional<String> homeUri,
        Optional<String> logoUri,
        Optional<String> policyUri,
        Optional<String> tosUri,
        ClientInfo about,
        String authMethod,
        ClientKeySet keys,
        boolean requirePushedRequests,
        Responses responses,
        RequestObjectSettings requests,
        Optional<List<String>> resources,
        List<String> serves,
        SectorIdentifier sector,
        LogoutUris logoutUris,
        boolean userResource,
        CodeFlow codeFlow) {
    private static final String CODE = "authorization_code";
    private static final String IMPLICIT = "implicit";
    private static final String REFRESH = "refresh_token";
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int MOST_ENTRIES = 50;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Reads a document; {@code defaultScopes} apply where it has no scopes. */
    static ClientDeclaration of(String id, JsonNode document, boolean hasSecret, List<String> defaultScopes) {
        Fields fields = Fields.of(document).withEmptyAsAbsent();
        DeclaredRepresentation.ENVELOPE.forEach(fields::has);
        DeclaredMetadata metadata = new DeclaredMetadata(fields);
        CommonMetadata.refuseEncryption(metadata);
        ClientKeySet keys = CommonMetadata.keys(metadata);
        String authMethod = authMethod(fields, keys, hasSecret);
        boolean confidential = !authMethod.equals(Client.NONE);
        CodeFlow codeFlow = CodeFlow.of(fields.object("auth"), hasSecret, confidential);
        Set<String> grantTypes = grantTypes(fields, codeFlow, confidential);
        List<String> scopes = scopes(metadata, defaultScopes);
        ClientDeclaration declaration = new ClientDeclaration(
                line(fields, "name", LONGEST_NAME).orElse(id),
                fields.flag("active").orElse(true),
                fields.flag("first_party").orElse(false),
                fields.flag("require_2fa").orElse(false),
                grantTypes,
                scopes,
                CommonMetadata.afterLogout(metadata),
                authConfig(fields),
                CommonMetadata.link(metadata, "client_uri"),
                CommonMetadata.link(metadata, "logo_uri"),
                CommonMetadata.link(metadata, "policy_uri"),
                CommonMetadata.link(metadata, "tos_uri"),
                ClientInfoMetadata.read(metadata, codeFlow.redirectUris(), grantTypes.contains(IMPLICIT)),
                authMethod,
                keys,
                fields.flag("require_pushed_authorization_requests").orElse(false),
                responses(metadata),
                RequestObjectMetadata.read(metadata, grantTypes),
                fields.any("resources").map(some -> indicators(fields, "resources")),
                indicators(fields, "serves"),
                SectorIdentifierMetadata.read(metadata, codeFlow.redirectUris()),
                LogoutUrisMetadata.read(metadata, codeFlow.redirectUris()),
                userResource(fields),
                codeFlow);
        description(fields);
        ManagedResources.check(fields, declaration.isServiceAccount());
        fields.refuseUnknown();
        declaration.mustHaveAddress();
        declaration.mustBePlainServiceAccount(metadata);
        return declaration;
    }

    /** Returns the client that the declaration describes. */
    Client toClient(String id, Optional<String> secretHash, Instant createdAt) {
        return new Client(
                id,
                name,
                secretHash,
                authMethod,
                codeFlow.redirectUris(),
                postLogoutRedirectUris,
                grantTypes,
                Set.copyOf(scopes),
                firstParty,
                requiresSecondFactor ? Acr.AAL2 : Acr.AAL1,
                codeFlow.pkce(),
                codeFlow.accessTokenLifetime(),
                codeFlow.refreshTokenLifetime(),
                homeUri,
                logoUri,
                policyUri,
                tosUri,
                about,
                active,
                createdAt,
                keys,
                requirePushedRequests,
                responses,
                requests,
                sector,
                logoutUris,
                Optional.of(new DeclaredSettings(
                        codeFlow.secretOptional(),
                        codeFlow.tokenFormat(),
                        codeFlow.refreshes(),
                        isServiceAccount() ? List.of(AdministratorToken.AUDIENCE) : codeFlow.audience(),
                        authConfig,
                        resources,
                        serves,
                        userResource)));
    }

    private static Set<String> grantTypes(Fields fields, CodeFlow codeFlow, boolean confidential) {
        List<String> written = fields.any("grant_types").isPresent() ? fields.strings("grant_types") : List.of(CODE);
        Set<String> types = new LinkedHashSet<>();
        boolean implicit = fields.strings("response_types").stream().anyMatch(type -> !type.equals("code"));
        written.forEach(type -> types.add(grantType(type, implicit)));
        boolean ofPeople = types.contains(CODE) || types.contains(Client.DEVICE_CODE);
        if (types.contains(REFRESH) && !ofPeople) {
            throw noGrant("a refresh token comes of a code, so name code or device_code too");
        }
        if (types.contains(CLIENT_CREDENTIALS) && !confidential) {
            throw noGrant("client_credentials is for clients that can prove themselves; write a secret");
        }
        if (ofPeople && codeFlow.refreshes()) {
            types.add(REFRESH);
        }
        return types;
    }

    private void mustHaveAddress() {
        boolean redirects = grantTypes.contains(CODE) || grantTypes.contains(IMPLICIT);
        if (redirects && codeFlow.redirectUris().isEmpty()) {
            throw CodeFlow.refused("redirect_uri", "missing: grant type code requires a redirect URI");
        }
    }

    private boolean isServiceAccount() {
        return scopes.contains(Scopes.RESOURCES_API);
    }

    /** A service account manages declared resources and nothing else, and authenticates by a private key. */
    private void mustBePlainServiceAccount(MetadataReader metadata) {
        boolean plain = scopes.size() == 1
                && grantTypes.equals(Set.of(CLIENT_CREDENTIALS))
                && authMethod.equals(Client.PRIVATE_KEY_JWT)
                && codeFlow.tokenFormat() == Client.TokenFormat.JWT;
        if (isServiceAccount() && !plain) {
            throw metadata.mustBe(
                    "scope",
                    Scopes.RESOURCES_API
                            + " alone, with grant_types client_credentials alone, private_key_jwt and jwt access tokens");
        }
    }

    private static String grantType(String written, boolean implicit) {
        return switch (written) {
            case "code", CODE -> CODE;
            case REFRESH, CLIENT_CREDENTIALS -> written;
            case "device_code", Client.DEVICE_CODE -> Client.DEVICE_CODE;
            case "password" ->
                throw noGrant("password is not offered: applications never see passwords here (RFC 9700 section 2.4)");
            case IMPLICIT -> {
                if (!implicit) {
                    throw noGrant("implicit is not offered: use code with PKCE instead (RFC 9700 section 2.1.2)");
                }
                yield IMPLICIT;
            }
            default -> throw noGrant("only code, refresh_token, client_credentials and device_code are offered");
        };
    }

    private static RuntimeException noGrant(String why) {
        return Problem.UNPROCESSABLE.because("grant_types: " + why, "grant_types");
    }

    /** The default depends on the secret; a client that authenticates by signature has none. */
    private static String authMethod(Fields fields, ClientKeySet keys, boolean hasSecret) {
        String method =
                fields.text("token_endpoint_auth_method").orElse(hasSecret ? "client_secret_basic" : Client.NONE);
        boolean fits = switch (method) {
            case "client_secret_basic", "client_secret_post" -> hasSecret;
            case Client.NONE -> !hasSecret;
            case Client.PRIVATE_KEY_JWT -> !hasSecret && !keys.isEmpty();
            default -> false;
        };
        fields.require(
                fits,
                "token_endpoint_auth_method",
                "client_secret_basic or client_secret_post with a secret, private_key_jwt with jwks or jwks_uri, or none");
        return method;
    }

    private static List<String> scopes(MetadataReader metadata, List<String> defaults) {
        List<String> scopes = metadata.strings("scope").orElse(defaults);
        CommonMetadata.mustBeScopes(
                metadata,
                scopes.stream()
                        .filter(scope -> !scope.equals(Scopes.RESOURCES_API))
                        .toList());
        return scopes;
    }

    private static Responses responses(MetadataReader metadata) {
        List<String> origins = metadata.strings("allowed_origins").orElse(List.of());
        if (origins.size() > MOST_ENTRIES || !origins.stream().allMatch(WebOrigins::isOrigin)) {
            throw metadata.mustBe("allowed_origins", "a list of origins such as https://app.example, without a path");
        }
        return new Responses(
                CommonMetadata.algorithm(metadata, "id_token_signed_response_alg")
                        .orElse(SigningAlgorithm.RS256),
                CommonMetadata.algorithm(metadata, "userinfo_signed_response_alg"),
                origins.stream().distinct().toList());
    }

    /**
     * Without the field, a first-party client without scopes receives the resource: such a declaration describes a client without OpenID
     * Connect that expects it.
     */
    private static boolean userResource(Fields fields) {
        boolean firstParty = fields.flag("first_party").orElse(false);
        boolean pairwise =
                fields.text("subject_type").filter("pairwise"::equals).isPresent();
        boolean possible = firstParty && !pairwise;
        boolean asked = fields.flag("user_resource").orElse(false);
        fields.require(
                possible || !asked, "user_resource", "false, unless first_party is true and subject_type is public");
        return fields.flag("user_resource")
                .orElse(possible && fields.any("scope").isEmpty());
    }

    /** Resource indicators of RFC 8707 section 2. */
    private static List<String> indicators(Fields fields, String field) {
        List<String> resources = fields.strings(field);
        fields.require(
                resources.size() <= MOST_ENTRIES && resources.stream().allMatch(ResourceIndicators::isIndicator),
                field,
                "a list of absolute URIs without fragments");
        return resources.stream().distinct().toList();
    }

    private static Optional<String> authConfig(Fields fields) {
        Optional<String> id = fields.text("auth_config");
        fields.require(id.filter(text -> !isId(text)).isEmpty(), "auth_config", "the id of an AuthConfig");
        return id;
    }

    /** Returns whether the text is a valid id of a resource. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static Optional<String> line(Fields fields, String field, int longest) {
        Optional<String> text = fields.text(field, longest);
        boolean fit =
                text.filter(line -> line.isBlank() || !Parameters.isText(line)).isEmpty();
        fields.require(fit, field, "text without control characters");
        return text.map(String::strip);
    }

    /** May have several lines. */
    private static void description(Fields fields) {
        Optional<String> text = fields.text("description", LONGEST_DESCRIPTION);
        boolean fit = text.map(lines -> lines.replaceAll("[\\r\\n\\t]", ""))
                .filter(line -> !Parameters.isText(line))
                .isEmpty();
        fields.require(fit, "description", "text without control characters");
    }
}
