package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.param.Parameters;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The URLs of a client for logout and login, beside its redirect URIs (OpenID Connect RP-Initiated Logout 1.0 section 3.1, Back-Channel
 * Logout 1.0 section 2.2, Front-Channel Logout 1.0 section 2).
 *
 * @param afterLogout {@code post_logout_redirect_uris}
 * @param backChannelLogout where this server notifies it of the end of a session
 * @param frontChannelLogout where the browser notifies it of a sign-out
 * @param initiateLogin {@code initiate_login_uri}: where third parties may send a user to sign in (OpenID Connect Core section 4); stored
 *     and returned only
 */
public record LogoutUris(
        List<String> afterLogout,
        Optional<LogoutUri> backChannelLogout,
        Optional<LogoutUri> frontChannelLogout,
        Optional<String> initiateLogin) {
    /** No notifications. */
    public static final LogoutUris NONE =
            new LogoutUris(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    static final String AFTER_LOGOUT = "post_logout_redirect_uris";
    static final String BACK_CHANNEL = "backchannel_logout_uri";

    private static final String BACK_CHANNEL_SESSION = "backchannel_logout_session_required";
    private static final String FRONT_CHANNEL = "frontchannel_logout_uri";
    private static final String FRONT_CHANNEL_SESSION = "frontchannel_logout_session_required";
    private static final String INITIATE_LOGIN = "initiate_login_uri";
    private static final int MAX_ENTRIES = 50;

    /** The parameters that a logout adds (Front-Channel Logout 1.0 section 2). */
    private static final Set<String> OF_THE_LOGOUT = Set.of("iss", "sid");

    /** The parameters that the initiator of a login adds (Core section 4). */
    private static final Set<String> OF_THE_INITIATOR = Set.of("iss", "login_hint", "target_link_uri");

    public LogoutUris {
        afterLogout = List.copyOf(afterLogout);
    }

    /**
     * A logout notification URL.
     *
     * @param sessionRequired whether it requires the session's id, which is always sent
     */
    public record LogoutUri(String uri, boolean sessionRequired) {}

    /** Reads the URLs of a client with these redirect URIs. */
    static LogoutUris read(MetadataReader metadata, List<String> redirectUris) {
        Optional<String> frontChannel = page(metadata, FRONT_CHANNEL);
        metadata.require(
                frontChannel.stream().allMatch(uri -> isOfOne(uri, redirectUris)),
                FRONT_CHANNEL,
                "of the scheme, host and port of a redirect URI");
        frontChannel.ifPresent(uri -> mustNotHave(metadata, FRONT_CHANNEL, uri, OF_THE_LOGOUT));
        Optional<String> login = page(metadata, INITIATE_LOGIN);
        login.ifPresent(uri -> mustNotHave(metadata, INITIATE_LOGIN, uri, OF_THE_INITIATOR));
        metadata.require(login.stream().allMatch(uri -> uri.startsWith("https:")), INITIATE_LOGIN, "an https address");
        return new LogoutUris(
                afterLogout(metadata),
                notified(page(metadata, BACK_CHANNEL), metadata.flag(BACK_CHANNEL_SESSION)),
                notified(frontChannel, metadata.flag(FRONT_CHANNEL_SESSION)),
                login);
    }

    void write(Map<String, Object> members) {
        members.put(AFTER_LOGOUT, afterLogout);
        backChannelLogout.ifPresent(logout -> write(members, BACK_CHANNEL, BACK_CHANNEL_SESSION, logout));
        frontChannelLogout.ifPresent(logout -> write(members, FRONT_CHANNEL, FRONT_CHANNEL_SESSION, logout));
        initiateLogin.ifPresent(uri -> members.put(INITIATE_LOGIN, uri));
    }

    private static void write(Map<String, Object> members, String uri, String session, LogoutUri logout) {
        members.put(uri, logout.uri());
        members.put(session, logout.sessionRequired());
    }

    private static List<String> afterLogout(MetadataReader metadata) {
        List<String> uris = metadata.strings(AFTER_LOGOUT).orElse(List.of());
        metadata.require(
                uris.size() <= MAX_ENTRIES
                        && uris.stream()
                                .allMatch(uri -> Parameters.isText(uri)
                                        && RedirectUris.responseUriViolation(uri)
                                                .isEmpty()),
                AFTER_LOGOUT,
                "a list of at most " + MAX_ENTRIES + " absolute addresses, https unless on this machine");
        return uris;
    }

    private static Optional<LogoutUri> notified(Optional<String> uri, Optional<Boolean> sessionRequired) {
        return uri.map(address -> new LogoutUri(address, sessionRequired.orElse(false)));
    }

    /** Absolute, https except on this machine, and without a fragment. */
    private static Optional<String> page(MetadataReader metadata, String member) {
        Optional<String> uri = metadata.text(member);
        metadata.require(
                uri.stream().allMatch(text -> !text.contains("#") && MetadataUris.isWebPage(text)),
                member,
                "an https address without a fragment");
        return uri;
    }

    private static void mustNotHave(MetadataReader metadata, String member, String uri, Set<String> reserved) {
        MetadataUris.parameterOf(uri, reserved).ifPresent(name -> {
            throw metadata.mustBe(member, "without the parameter " + name + ", which is added to it");
        });
    }

    private static boolean isOfOne(String uri, List<String> redirectUris) {
        return redirectUris.stream()
                .map(URI::create)
                .anyMatch(redirect -> Place.of(redirect).equals(Place.of(URI.create(uri))));
    }

    /** The parts that must be equal; a missing port is the default one. */
    private record Place(String scheme, String host, int port) {
        private static final int HTTPS = 443;
        private static final int HTTP = 80;

        static Place of(URI uri) {
            String scheme = String.valueOf(uri.getScheme());
            int usual = scheme.equals("https") ? HTTPS : HTTP;
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            return new Place(scheme, host, uri.getPort() < 0 ? usual : uri.getPort());
        }
    }
}
