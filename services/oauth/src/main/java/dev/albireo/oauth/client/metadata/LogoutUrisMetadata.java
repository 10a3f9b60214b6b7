package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.client.metadata.LogoutUris.LogoutUri;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and writes {@link LogoutUris} as client metadata (OpenID Connect Back-Channel Logout 1.0 section 2.2, Front-Channel Logout 1.0 section
 * 2, Core section 4), for registration and declaration alike.
 */
public final class LogoutUrisMetadata {
    static final String BACK_CHANNEL = "backchannel_logout_uri";
    private static final String BACK_CHANNEL_SESSION = "backchannel_logout_session_required";
    private static final String FRONT_CHANNEL = "frontchannel_logout_uri";
    private static final String FRONT_CHANNEL_SESSION = "frontchannel_logout_session_required";
    private static final String INITIATE_LOGIN = "initiate_login_uri";

    /** The parameters that a logout adds (Front-Channel Logout 1.0 section 2). */
    private static final Set<String> OF_THE_LOGOUT = Set.of("iss", "sid");

    /** The parameters that the initiator of a login adds (Core section 4). */
    private static final Set<String> OF_THE_INITIATOR = Set.of("iss", "login_hint", "target_link_uri");

    private LogoutUrisMetadata() {}

    /** Reads the metadata of a client with these redirect URIs. */
    public static LogoutUris read(MetadataReader metadata, List<String> redirectUris) {
        Optional<String> frontChannel = page(metadata, FRONT_CHANNEL);
        if (frontChannel.filter(uri -> !isOfOne(uri, redirectUris)).isPresent()) {
            throw metadata.mustBe(FRONT_CHANNEL, "of the scheme, host and port of a redirect URI");
        }
        frontChannel.ifPresent(uri -> mustNotHave(metadata, FRONT_CHANNEL, uri, OF_THE_LOGOUT));
        Optional<String> login = page(metadata, INITIATE_LOGIN);
        login.ifPresent(uri -> mustNotHave(metadata, INITIATE_LOGIN, uri, OF_THE_INITIATOR));
        if (login.filter(uri -> !uri.startsWith("https:")).isPresent()) {
            throw metadata.mustBe(INITIATE_LOGIN, "an https address");
        }
        return new LogoutUris(
                hook(page(metadata, BACK_CHANNEL), metadata.flag(BACK_CHANNEL_SESSION)),
                hook(frontChannel, metadata.flag(FRONT_CHANNEL_SESSION)),
                login);
    }

    /** Returns the metadata members; absent values are omitted. */
    public static Map<String, Object> write(LogoutUris logoutUris) {
        Map<String, Object> fields = new LinkedHashMap<>();
        logoutUris.backChannelLogout().ifPresent(hook -> write(fields, BACK_CHANNEL, BACK_CHANNEL_SESSION, hook));
        logoutUris.frontChannelLogout().ifPresent(hook -> write(fields, FRONT_CHANNEL, FRONT_CHANNEL_SESSION, hook));
        logoutUris.initiateLogin().ifPresent(uri -> fields.put(INITIATE_LOGIN, uri));
        return fields;
    }

    private static void write(Map<String, Object> fields, String uri, String session, LogoutUri hook) {
        fields.put(uri, hook.uri());
        fields.put(session, hook.sessionRequired());
    }

    private static Optional<LogoutUri> hook(Optional<String> uri, boolean sessionRequired) {
        return uri.map(address -> new LogoutUri(address, sessionRequired));
    }

    /** Absolute, https except on this machine, and without a fragment. */
    private static Optional<String> page(MetadataReader metadata, String field) {
        Optional<String> uri = metadata.text(field);
        if (uri.filter(text -> text.contains("#") || !MetadataUris.isWebPage(text))
                .isPresent()) {
            throw metadata.mustBe(field, "an https address without a fragment");
        }
        return uri;
    }

    private static void mustNotHave(MetadataReader metadata, String field, String uri, Set<String> reserved) {
        MetadataUris.parameterOf(uri, reserved).ifPresent(name -> {
            throw metadata.mustBe(field, "without the parameter " + name + ", which is added to it");
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
