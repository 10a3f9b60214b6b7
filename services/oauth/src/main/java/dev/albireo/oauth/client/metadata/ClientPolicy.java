package dev.albireo.oauth.client.metadata;

import dev.albireo.policy.Acr;
import dev.albireo.web.DeclaredRepresentation;
import java.util.Map;
import java.util.Optional;

/**
 * How far the operator trusts a client and its users. Only an administrator can declare it.
 *
 * @param firstParty {@code first_party}: whether the operator of this server owns it, so that no consent is requested
 * @param minimumAcr the minimum authentication strength of all its users; {@code require_2fa}
 * @param authConfig {@code auth_config}: id of the AuthConfig of its pages
 * @param userResource {@code user_resource}: whether responses of {@code /token} and {@code /userinfo} contain the resource {@code User}
 */
public record ClientPolicy(boolean firstParty, Acr minimumAcr, Optional<String> authConfig, boolean userResource) {
    /** The member {@code first_party}. */
    public static final String FIRST_PARTY = "first_party";

    static final String REQUIRE_2FA = "require_2fa";
    static final String AUTH_CONFIG = "auth_config";
    static final String USER_RESOURCE = "user_resource";

    static ClientPolicy read(MetadataReader metadata, SectorIdentifier sector) {
        boolean firstParty = metadata.flag(FIRST_PARTY).orElse(false);
        Optional<String> authConfig = metadata.text(AUTH_CONFIG);
        metadata.require(
                authConfig.stream().allMatch(DeclaredRepresentation::isId), AUTH_CONFIG, "the id of an AuthConfig");
        return new ClientPolicy(
                firstParty,
                metadata.flag(REQUIRE_2FA).orElse(false) ? Acr.AAL2 : Acr.AAL1,
                authConfig,
                userResource(metadata, firstParty && !sector.isPairwise()));
    }

    void write(Map<String, Object> members) {
        members.put(FIRST_PARTY, firstParty);
        members.put(REQUIRE_2FA, minimumAcr == Acr.AAL2);
        authConfig.ifPresent(id -> members.put(AUTH_CONFIG, id));
        members.put(USER_RESOURCE, userResource);
    }

    /**
     * Without the member, a first-party client without scopes receives the resource: such a declaration describes a client without OpenID
     * Connect that expects it.
     */
    private static boolean userResource(MetadataReader metadata, boolean possible) {
        Optional<Boolean> asked = metadata.flag(USER_RESOURCE);
        metadata.require(
                possible || !asked.orElse(false),
                USER_RESOURCE,
                "false, unless first_party is true and subject_type is public");
        return asked.orElse(possible && metadata.words(GrantSettings.SCOPE).isEmpty());
    }
}
