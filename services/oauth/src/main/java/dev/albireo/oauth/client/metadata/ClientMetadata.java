package dev.albireo.oauth.client.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Client metadata (RFC 7591 section 2, OpenID Connect Dynamic Client Registration section 2), and the settings beyond it that only an
 * administrator can declare. Each group has its members, their rules and their names in one place.
 *
 * @param info what users and administrators are shown
 * @param redirects where responses are sent
 * @param authentication how the client authenticates
 * @param keys its public keys
 * @param grants what it may request
 * @param requests settings of its authorization requests
 * @param responses signing and CORS of responses to it
 * @param tokens its access and refresh tokens
 * @param sector the sector that determines its subjects
 * @param logout URLs for logout and login notifications
 * @param policy how far the operator trusts it
 */
public record ClientMetadata(
        ClientInfo info,
        RedirectUris redirects,
        AuthenticationSettings authentication,
        ClientKeySet keys,
        GrantSettings grants,
        RequestSettings requests,
        Responses responses,
        TokenSettings tokens,
        SectorIdentifier sector,
        LogoutUris logout,
        ClientPolicy policy) {
    private static final List<String> ENCRYPTION = List.of(
            "id_token_encrypted_response_alg",
            "id_token_encrypted_response_enc",
            "userinfo_encrypted_response_alg",
            "userinfo_encrypted_response_enc",
            "request_object_encryption_alg",
            "request_object_encryption_enc");

    /** Reads all members; each is valid by itself. {@link #requireConsistent} completes the validation. */
    public static ClientMetadata read(MetadataReader metadata, MetadataDefaults defaults) {
        refuseEncryption(metadata);
        AuthenticationSettings authentication = AuthenticationSettings.read(metadata, defaults);
        GrantSettings grants = GrantSettings.read(metadata, defaults, authentication);
        RedirectUris redirects = RedirectUris.read(metadata, grants);
        SectorIdentifier sector = SectorIdentifier.read(metadata, redirects.uris());
        return new ClientMetadata(
                ClientInfo.read(metadata, defaults, redirects.uris()),
                redirects,
                authentication,
                ClientKeySet.read(metadata),
                grants,
                RequestSettings.read(metadata),
                Responses.read(metadata, defaults, authentication.isPublic() ? redirects.uris() : List.of()),
                TokenSettings.read(metadata, grants),
                sector,
                LogoutUris.read(metadata, redirects.uris()),
                ClientPolicy.read(metadata, sector));
    }

    /** Rejects members that are valid by themselves but not together. */
    public void requireConsistent(MetadataReader metadata) {
        metadata.require(
                !grants.useRedirects() || !redirects.uris().isEmpty(),
                RedirectUris.MEMBER,
                "given, because a grant type requires a redirect URI");
        metadata.require(
                !authentication.isBySignature() || !keys.isEmpty(),
                ClientKeySet.JWKS,
                "given for private_key_jwt, or jwks_uri");
        metadata.require(
                !isServiceAccount() || isPlainServiceAccount(),
                GrantSettings.SCOPE,
                Scopes.RESOURCES_API
                        + " alone, with grant_types client_credentials alone, private_key_jwt and jwt access tokens");
        metadata.require(
                !grants.areOfEventReceiver()
                        || (grants.types().contains(GrantSettings.CLIENT_CREDENTIALS) && !sector.isPairwise()),
                GrantSettings.SCOPE,
                "without " + Scopes.SSF_READ + " and " + Scopes.SSF_MANAGE
                        + " unless grant_types has client_credentials and subject_type is public: events name users by their public subject");
    }

    /** Returns the members by name; absent values are omitted. {@link ClientMetadataJson} makes JSON of them. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        info.write(members);
        redirects.write(members);
        authentication.write(members);
        keys.write(members);
        grants.write(members);
        requests.write(members);
        responses.write(members);
        tokens.write(members);
        sector.write(members);
        logout.write(members);
        policy.write(members);
        return members;
    }

    /** Returns whether it is that of a service account, which manages declared resources. */
    public boolean isServiceAccount() {
        return grants.areOfServiceAccount();
    }

    /** A service account manages declared resources and nothing else, and authenticates by a private key. */
    private boolean isPlainServiceAccount() {
        return grants.scopes().size() == 1
                && grants.types().equals(Set.of(GrantSettings.CLIENT_CREDENTIALS))
                && authentication.isBySignature()
                && tokens.access().format() == TokenFormat.JWT;
    }

    /** Rejects encryption, which is not supported, instead of ignoring it (OpenID Connect Dynamic Client Registration section 2). */
    private static void refuseEncryption(MetadataReader metadata) {
        ENCRYPTION.forEach(member ->
                metadata.require(metadata.any(member).isEmpty(), member, "absent: encryption is not supported"));
    }
}
