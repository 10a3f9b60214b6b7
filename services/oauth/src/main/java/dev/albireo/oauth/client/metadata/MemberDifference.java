package dev.albireo.oauth.client.metadata;

import static dev.albireo.oauth.client.metadata.MemberDifference.Availability.DECLARED;
import static dev.albireo.oauth.client.metadata.MemberDifference.Availability.EVERYWHERE;
import static dev.albireo.oauth.client.metadata.MemberDifference.Availability.REGISTERED;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All differences between the metadata of a registration (RFC 7591 section 2) and the members of the resource {@code Client}. A member
 * that is not in this table has the same name and form in both.
 */
public enum MemberDifference {
    // member of the metadata, where it exists, its path in the resource, and the values that the resource leaves out
    CLIENT_NAME(ClientInfo.NAME, EVERYWHERE, "name"),
    SOFTWARE_STATEMENT(ClientInfo.STATEMENT, REGISTERED, ClientInfo.STATEMENT),
    REDIRECT_URIS(RedirectUris.MEMBER, EVERYWHERE, Path.FLOW + "redirect_uri"),
    AUTH_METHOD(
            AuthenticationSettings.METHOD,
            EVERYWHERE,
            AuthenticationSettings.METHOD,
            "client_secret_basic",
            "client_secret_post",
            "none"),
    SECRET_REQUIRED(
            AuthenticationSettings.SECRET_REQUIRED,
            DECLARED,
            Path.FLOW + AuthenticationSettings.SECRET_REQUIRED,
            false),
    REQUIRE_PKCE(GrantSettings.REQUIRE_PKCE, EVERYWHERE, Path.FLOW + "pkce"),
    RESPONSE_TYPES(GrantSettings.RESPONSE_TYPES, EVERYWHERE, GrantSettings.RESPONSE_TYPES, List.of(), List.of("code")),
    REQUIRE_PUSHED(RequestSettings.REQUIRE_PUSHED, EVERYWHERE, RequestSettings.REQUIRE_PUSHED, false),
    ALLOWED_ORIGINS(Responses.ORIGINS, DECLARED, Responses.ORIGINS, List.of()),
    ID_TOKEN_CLAIMS(Responses.ID_TOKEN_CLAIMS, EVERYWHERE, Responses.ID_TOKEN_CLAIMS, Responses.CLAIMS_OF_SCOPES),
    ACCESS_LIFETIME(TokenSettings.ACCESS_LIFETIME, DECLARED, Path.FLOW + TokenSettings.ACCESS_LIFETIME),
    TOKEN_FORMAT(TokenSettings.FORMAT, DECLARED, Path.FLOW + TokenSettings.FORMAT, "jwt"),
    AUDIENCE(TokenSettings.AUDIENCE, DECLARED, Path.FLOW + TokenSettings.AUDIENCE, List.of()),
    REFRESH_LIFETIME(TokenSettings.REFRESH_LIFETIME, DECLARED, Path.FLOW + TokenSettings.REFRESH_LIFETIME),
    ALWAYS_REFRESH(TokenSettings.ALWAYS_REFRESH, DECLARED, Path.FLOW + "refresh_token", false),
    RESOURCES(TokenSettings.RESOURCES, DECLARED, TokenSettings.RESOURCES),
    SERVES(TokenSettings.SERVES, DECLARED, TokenSettings.SERVES, List.of()),
    SUBJECT_TYPE(
            SectorIdentifier.SUBJECT_TYPE, EVERYWHERE, SectorIdentifier.SUBJECT_TYPE, SectorIdentifier.PUBLIC_SUBJECT),
    AFTER_LOGOUT(LogoutUris.AFTER_LOGOUT, EVERYWHERE, LogoutUris.AFTER_LOGOUT, List.of()),
    FIRST_PARTY(ClientPolicy.FIRST_PARTY, DECLARED, ClientPolicy.FIRST_PARTY),
    REQUIRE_2FA(ClientPolicy.REQUIRE_2FA, DECLARED, ClientPolicy.REQUIRE_2FA, false),
    AUTH_CONFIG(ClientPolicy.AUTH_CONFIG, DECLARED, ClientPolicy.AUTH_CONFIG),
    USER_RESOURCE(ClientPolicy.USER_RESOURCE, DECLARED, ClientPolicy.USER_RESOURCE, false);

    /** The grant types that the resource may name otherwise. */
    private static final Map<String, String> GRANT_TYPES =
            Map.of("code", GrantSettings.AUTHORIZATION_CODE, "device_code", GrantSettings.DEVICE_CODE);

    private final String member;
    private final Availability availability;
    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // immutable values
    private final Set<Object> omitted;

    MemberDifference(String member, Availability availability, String path, Object... omitted) {
        this.member = member;
        this.availability = availability;
        this.path = path;
        this.omitted = Set.of(omitted);
    }

    /** Where a member exists. */
    enum Availability {
        EVERYWHERE,
        /** In registrations alone; the resource rejects it as unknown. */
        REGISTERED,
        /** In the resource alone, because only an administrator may set it; registration ignores it. */
        DECLARED
    }

    /** Returns whether a registration has this member. */
    public static boolean isRegistered(String member) {
        return of(member).stream().noneMatch(difference -> difference.availability == DECLARED);
    }

    /** Returns whether the resource has this member. */
    public static boolean isDeclared(String member) {
        return of(member).stream().noneMatch(difference -> difference.availability == REGISTERED);
    }

    /** Returns the path of the member in the resource, with dots. */
    public static String path(String member) {
        return of(member).map(difference -> difference.path).orElse(member);
    }

    /** Returns the paths in the resource that differ from the member's name, by that name. */
    public static Map<String, String> aliases() {
        return Arrays.stream(values())
                .filter(difference ->
                        difference.availability != REGISTERED && !difference.path.equals(difference.member))
                .collect(Collectors.toMap(difference -> difference.member, difference -> difference.path));
    }

    /** Returns the value of a member that the resource may write so. */
    public static String value(String member, String written) {
        return member.equals(GrantSettings.TYPES) ? GRANT_TYPES.getOrDefault(written, written) : written;
    }

    /** Returns whether the resource leaves the member out where it has this value, which is its default. */
    static boolean isOmitted(String member, Object value) {
        return of(member).stream().anyMatch(difference -> difference.omitted.contains(value));
    }

    private static Optional<MemberDifference> of(String member) {
        return Arrays.stream(values())
                .filter(difference -> difference.member.equals(member))
                .findFirst();
    }

    private static final class Path {
        private static final String FLOW = "auth.authorization_code.";

        private Path() {}
    }
}
