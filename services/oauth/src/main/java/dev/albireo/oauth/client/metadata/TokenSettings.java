package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.AdministratorToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of a client, as an administrator declares them.
 *
 * @param resources the resources that it may request tokens for (RFC 8707); empty for every URL
 * @param serves the resources that it serves beside its id: introspection of their tokens is allowed
 */
public record TokenSettings(
        AccessTokenSettings access,
        RefreshTokenSettings refresh,
        Optional<List<String>> resources,
        List<String> serves) {
    /** The server's defaults. */
    public static final TokenSettings USUAL =
            new TokenSettings(AccessTokenSettings.USUAL, RefreshTokenSettings.USUAL, Optional.empty(), List.of());

    static final String ACCESS_LIFETIME = "access_token_expiration";
    static final String FORMAT = "token_format";
    static final String AUDIENCE = "audience";
    static final String REFRESH_LIFETIME = "refresh_token_expiration";
    static final String ALWAYS_REFRESH = "always_refresh";
    static final String RESOURCES = "resources";
    static final String SERVES = "serves";

    private static final int MAX_ENTRIES = 50;

    public TokenSettings {
        resources = resources.map(List::copyOf);
        serves = List.copyOf(serves);
    }

    /**
     * Its access tokens.
     *
     * @param lifetime empty for the server's default
     * @param audience empty for the issuer
     */
    public record AccessTokenSettings(Optional<Duration> lifetime, TokenFormat format, List<String> audience) {
        /** The server's defaults. */
        public static final AccessTokenSettings USUAL =
                new AccessTokenSettings(Optional.empty(), TokenFormat.JWT, List.of());

        private static final int MAX_LIFETIME = 86_400;
        private static final int MAX_AUDIENCE_LENGTH = 200;

        public AccessTokenSettings {
            audience = List.copyOf(audience);
        }

        private static AccessTokenSettings read(MetadataReader metadata, GrantSettings grants) {
            List<String> audience = audience(metadata);
            return new AccessTokenSettings(
                    metadata.number(ACCESS_LIFETIME, 1, MAX_LIFETIME).map(Duration::ofSeconds),
                    metadata.text(FORMAT)
                            .map(name ->
                                    TokenFormat.of(name).orElseThrow(() -> metadata.mustBe(FORMAT, "jwt or opaque")))
                            .orElse(TokenFormat.JWT),
                    grants.areOfServiceAccount() ? List.of(AdministratorToken.AUDIENCE) : audience);
        }

        /** Rejects the audiences of this system's services, which would accept such tokens. */
        private static List<String> audience(MetadataReader metadata) {
            List<String> audience = metadata.strings(AUDIENCE).orElse(List.of());
            metadata.require(
                    audience.size() <= MAX_ENTRIES
                            && audience.stream()
                                    .allMatch(name -> !name.isBlank()
                                            && name.length() <= MAX_AUDIENCE_LENGTH
                                            && Parameters.isText(name)),
                    AUDIENCE,
                    "names of at most " + MAX_AUDIENCE_LENGTH + " characters");
            metadata.require(
                    audience.stream().noneMatch(ReservedClients::isReserved),
                    AUDIENCE,
                    "other than the audiences of this system's services");
            return audience.stream().distinct().toList();
        }
    }

    /**
     * Its refresh tokens.
     *
     * @param lifetime absolute; empty for the server's default
     * @param always whether it gets them without {@code offline_access}; then they end with the session
     */
    public record RefreshTokenSettings(Optional<Duration> lifetime, boolean always) {
        /** The server's defaults. */
        public static final RefreshTokenSettings USUAL = new RefreshTokenSettings(Optional.empty(), false);

        private static final int MAX_LIFETIME = 315_360_000;

        private static RefreshTokenSettings read(MetadataReader metadata) {
            return new RefreshTokenSettings(
                    metadata.number(REFRESH_LIFETIME, 1, MAX_LIFETIME).map(Duration::ofSeconds),
                    metadata.flag(ALWAYS_REFRESH).orElse(false));
        }
    }

    static TokenSettings read(MetadataReader metadata, GrantSettings grants) {
        return new TokenSettings(
                AccessTokenSettings.read(metadata, grants),
                RefreshTokenSettings.read(metadata),
                indicators(metadata, RESOURCES),
                indicators(metadata, SERVES).orElse(List.of()));
    }

    void write(Map<String, Object> members) {
        access.lifetime().ifPresent(lifetime -> members.put(ACCESS_LIFETIME, lifetime.toSeconds()));
        members.put(FORMAT, access.format().value());
        members.put(AUDIENCE, access.audience());
        refresh.lifetime().ifPresent(lifetime -> members.put(REFRESH_LIFETIME, lifetime.toSeconds()));
        members.put(ALWAYS_REFRESH, refresh.always());
        resources.ifPresent(some -> members.put(RESOURCES, some));
        members.put(SERVES, serves);
    }

    /** Resource indicators of RFC 8707 section 2. */
    private static Optional<List<String>> indicators(MetadataReader metadata, String member) {
        Optional<List<String>> resources = metadata.strings(member);
        metadata.require(
                resources.stream()
                        .allMatch(some -> some.size() <= MAX_ENTRIES
                                && some.stream().allMatch(MetadataUris::isResourceIndicator)),
                member,
                "a list of absolute URIs without fragments");
        return resources.map(some -> some.stream().distinct().toList());
    }
}
