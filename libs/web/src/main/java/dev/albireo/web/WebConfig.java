package dev.albireo.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings that every service has in common. */
@ConfigMapping(prefix = "albireo")
public interface WebConfig {
    /** The issuer identifier (RFC 8414 section 2): links, cookies, CSP and WebAuthn are derived from it, never from a request. */
    URI issuer();

    /** Set by the launcher only: opens the admin port to loopback and client registration. Rejected with an https issuer. */
    @WithDefault("false")
    boolean development();

    /** The internal URL of {@code oauth}. */
    @WithDefault("http://127.0.0.1:8080")
    URI oauthUrl();

    /** The internal URL of {@code credentials}. */
    @WithDefault("http://127.0.0.1:8081")
    URI credentialsUrl();

    /** The internal URL of {@code webhooks}. */
    @WithDefault("http://127.0.0.1:8082")
    URI webhooksUrl();

    /** Addresses, or blocks of them such as {@code 10.0.0.0/8}, of the proxies whose {@code X-Forwarded-For} is trusted. */
    @WithDefault("127.0.0.1,0:0:0:0:0:0:0:1")
    List<String> trustedProxies();

    /** The time after which a request without a response is answered with 503; shorter than the timeout of the edge or ingress. */
    @WithDefault("PT25S")
    Duration requestDeadline();

    /** Keys of cookies and forms; each 32 bytes in base64. */
    KeyPurposes keys();

    /** Calls from other services. */
    Internal internal();

    /** Keys of cookies and forms. */
    interface KeyPurposes {
        /** Checksum of session cookies; the same in oauth and credentials. */
        Optional<String> cookie();

        /** Other values of {@code albireo.keys.cookie}, whose cookies are accepted too while it is replaced. */
        Optional<List<String>> cookieEarlier();

        /** Form tokens; each service has its own. */
        Optional<String> forms();

        /** Other values of {@code albireo.keys.forms}, whose form tokens are accepted too while it is replaced. */
        Optional<List<String>> formsEarlier();
    }

    /** Calls from other services. */
    interface Internal {
        /** Whether a call on an administrator's behalf must carry the administrator's own access token. Off in development only. */
        @WithDefault("true")
        boolean requireActor();

        /** The maximum age of an administrator's second factor for a command that changes data; five minutes unless set. */
        @WithDefault("PT5M")
        Duration stepUpMaxAge();
    }

    /** Returns the issuer as text, without a trailing slash. */
    default String issuerText() {
        String text = issuer().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Returns scheme, host and port of the issuer, as browsers send it in {@code Origin}. */
    default String issuerOrigin() {
        return issuer().getScheme() + "://" + issuer().getAuthority();
    }

    /** Returns whether browsers reach the issuer over TLS. */
    default boolean secure() {
        return "https".equals(issuer().getScheme());
    }
}
