package dev.albireo.systemtests.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where an application takes the browser after its redirect URI has received an authorization response. */
public enum Destination {
    /** The redirect URI answers 302 to another origin. */
    ANOTHER_ORIGIN,
    /** The redirect URI answers 302 to a private-use URI scheme. */
    FROM_PAGE_TO_SCHEME,
    /** The redirect URI has a private-use URI scheme (RFC 8252 section 7.1). */
    SCHEME,
    /** The redirect URI is the IPv6 loopback address (RFC 8252 section 7.3). */
    IPV6;

    private static final String APP_SCHEME = "com.example.shop:/done";

    /** The web sites of the applications, one for the whole run of the tests. */
    private static final class Sites {
        static final CallbackSite APP = CallbackSite.at("127.0.0.1");
        static final CallbackSite ELSEWHERE = CallbackSite.at("localhost");
        static final CallbackSite LOOPBACK6 = CallbackSite.at("[::1]");
    }

    /** Whether the browser is to open another program at the end, which Chromium does once for a page. */
    public boolean isScheme() {
        return this == SCHEME || this == FROM_PAGE_TO_SCHEME;
    }

    public String redirectUri() {
        return switch (this) {
            case ANOTHER_ORIGIN -> Sites.APP.uri("/onward?to=" + end());
            case FROM_PAGE_TO_SCHEME -> Sites.APP.uri("/onward?to=" + APP_SCHEME);
            case SCHEME -> APP_SCHEME;
            case IPV6 -> end();
        };
    }

    /** What the last address begins with. */
    public String end() {
        return switch (this) {
            case ANOTHER_ORIGIN -> Sites.ELSEWHERE.uri("/landed");
            case IPV6 -> Sites.LOOPBACK6.uri("/landed");
            case FROM_PAGE_TO_SCHEME, SCHEME -> APP_SCHEME;
        };
    }

    /** A new application with this destination that asks for consent. */
    public RelyingParty register() {
        return RelyingParty.register(
                Running.stack().edgeUri(),
                Map.of(
                        "redirect_uris",
                        List.of(redirectUri()),
                        "post_logout_redirect_uris",
                        this == SCHEME ? List.of() : List.of(redirectUri()),
                        "application_type",
                        "native"));
    }

    /** A new first-party application with this destination: no consent page stands between the sign-in and the application. */
    public RelyingParty declare() {
        String id = "shop-" + UUID.randomUUID();
        Running.resources()
                .declare(
                        "Client/" + id,
                        Map.of(
                                "secret",
                                WebApp.SECRET,
                                "first_party",
                                true,
                                "grant_types",
                                List.of("code"),
                                "auth",
                                Map.of("authorization_code", Map.of("redirect_uri", redirectUri(), "pkce", true))));
        return RelyingParty.known(Running.stack().edgeUri(), id);
    }

    /** The address of a new authorization request of this application. */
    public String request(RelyingParty party, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("redirect_uri", redirectUri());
        return party.request("openid", parameters).uri().toString();
    }
}
