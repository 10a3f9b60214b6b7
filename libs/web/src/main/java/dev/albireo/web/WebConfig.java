package dev.albireo.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What every service must know of the system it is part of. */
@ConfigMapping(prefix = "albireo")
public interface WebConfig {
    /** The issuer identifier (RFC 8414 section 2): links, cookies, CSP and WebAuthn come from it, never from a request. */
    URI issuer();

    /** Only the launcher sets it: opens the admin port to loopback and client registration. Refused with an https issuer. */
    @WithDefault("false")
    boolean development();

    /** Where {@code oauth} listens inside. */
    @WithDefault("http://127.0.0.1:8080")
    URI oauthUrl();

    /** Where {@code credentials} listens inside. */
    @WithDefault("http://127.0.0.1:8081")
    URI credentialsUrl();

    /** Addresses, or blocks of them such as {@code 10.0.0.0/8}, of the proxies whose {@code X-Forwarded-For} is believed. */
    @WithDefault("127.0.0.1,0:0:0:0:0:0:0:1")
    List<String> trustedProxies();

    /** After which time a request without an answer is answered with 503; shorter than what the edge or ingress waits. */
    @WithDefault("PT25S")
    Duration requestDeadline();

    /** Keys that doors need; each 32 bytes in base64. */
    Keys keys();

    /** Calls from other services. */
    Internal internal();

    /** Keys that doors need. */
    interface Keys {
        /** Checksum of session cookies; the same in oauth and credentials. */
        Optional<String> cookie();

        /** Form tokens; each service has its own. */
        Optional<String> forms();
    }

    /** Calls from other services. */
    interface Internal {
        /** Whether a call on an administrator's behalf must carry that person's own access token. Off in development only. */
        @WithDefault("true")
        boolean requireActor();

        /** How old an administrator's second factor may be for a command that changes something; five minutes unless set. */
        @WithDefault("PT5M")
        Duration stepUpMaxAge();
    }

    /** The issuer as text, without a slash at the end. */
    default String issuerText() {
        String text = issuer().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Scheme, host and port of the issuer, as browsers send it in {@code Origin}. */
    default String issuerOrigin() {
        return issuer().getScheme() + "://" + issuer().getAuthority();
    }

    /** Whether browsers reach the issuer over TLS. */
    default boolean secure() {
        return "https".equals(issuer().getScheme());
    }
}
