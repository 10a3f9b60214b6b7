package dev.albireo.protocol;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pending authorization request as {@code oauth} describes it to {@code credentials}, in a signed token with header
 * {@code typ: interaction+jwt}. The token holds everything that a page needs and is protected against changes.
 *
 * @param id the value of the parameter to return with: {@code /authorize?interaction=<id>}
 * @param askedAt when the request began, to the millisecond; a later proof is fresh
 * @param step the missing step
 * @param reasons why a second factor is required: names of the applicable rules, as {@code dev.albireo.policy.Reason}
 * @param acceptedFactors the second factors that satisfy the request, as {@code dev.albireo.policy.SecondFactorKind}; empty if any does
 * @param subject the user of the current session, where the same user must do the step
 * @param redirectOrigin origin of the client's redirect URI; read only by a {@code credentials} of an earlier version,
 * during an upgrade
 * @param browser hash of the browser cookie that the request is bound to; empty from an {@code oauth} of an earlier
 * version
 */
public record Interaction(
        String id,
        Instant askedAt,
        RequiredStep step,
        List<String> reasons,
        List<String> acceptedFactors,
        List<String> prompt,
        Optional<String> subject,
        Optional<String> loginHint,
        List<String> uiLocales,
        RequestingClient client,
        Optional<String> redirectOrigin,
        Optional<String> browser) {

    /** The {@code typ} header of the token. */
    public static final String TYPE = "interaction+jwt";
    /** The {@code aud} of the token. */
    public static final String AUDIENCE = "albireo-credentials";
    /** The lifetime of the token. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    /** The step that {@code credentials} performs. */
    public enum RequiredStep {
        /** A new first factor. */
        LOGIN,
        /** A second factor in the current session. */
        SECOND_FACTOR
    }

    /**
     * The client's data that a page shows.
     *
     * @param authConfig id of the AuthConfig that the client names, if any
     */
    public record RequestingClient(
            String id,
            String name,
            Optional<String> homeUri,
            Optional<String> logoUri,
            Optional<String> policyUri,
            Optional<String> tosUri,
            Optional<String> authConfig) {}

    public Interaction {
        reasons = List.copyOf(reasons);
        acceptedFactors = List.copyOf(acceptedFactors);
        prompt = List.copyOf(prompt);
        uiLocales = List.copyOf(uiLocales);
    }

    /** Creates one that any second factor satisfies. */
    public Interaction(
            String id,
            Instant askedAt,
            RequiredStep step,
            List<String> reasons,
            List<String> prompt,
            Optional<String> subject,
            Optional<String> loginHint,
            List<String> uiLocales,
            RequestingClient client,
            Optional<String> redirectOrigin,
            Optional<String> browser) {
        this(
                id,
                askedAt,
                step,
                reasons,
                List.of(),
                prompt,
                subject,
                loginHint,
                uiLocales,
                client,
                redirectOrigin,
                browser);
    }

    /** Returns the token's claims, issued when the request began. */
    public JWTClaimsSet toClaims(String issuer) {
        return toClaims(issuer, askedAt);
    }

    /** Returns the token's claims, issued at a later step of the request. */
    public JWTClaimsSet toClaims(String issuer, Instant issuedAt) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .jwtID(id)
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(issuedAt.plus(LIFETIME)))
                .claim("asked_at_ms", askedAt.toEpochMilli())
                .claim("step", step.name())
                .claim("reasons", reasons)
                .claim("accepted_factors", acceptedFactors.isEmpty() ? null : acceptedFactors)
                .claim("prompt", prompt)
                .claim("login_sub", subject.orElse(null))
                .claim("login_hint", loginHint.orElse(null))
                .claim("ui_locales", uiLocales)
                .claim("client", clientClaims())
                .claim("redirect_origin", redirectOrigin.orElse(null))
                .claim("browser", browser.orElse(null))
                .build();
    }

    /**
     * Reads the claims that {@link #toClaims} wrote, from a token whose signature, type, audience and lifetime were
     * verified before.
     *
     * @throws ParseException if a claim is missing or of another type
     */
    public static Interaction fromClaims(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> client = claims.getJSONObjectClaim("client");
        if (client == null || claims.getJWTID() == null || claims.getLongClaim("asked_at_ms") == null) {
            throw new ParseException("an interaction lacks a claim", 0);
        }
        return new Interaction(
                claims.getJWTID(),
                Instant.ofEpochMilli(claims.getLongClaim("asked_at_ms")),
                RequiredStep.valueOf(claims.getStringClaim("step")),
                list(claims, "reasons"),
                list(claims, "accepted_factors"),
                list(claims, "prompt"),
                Optional.ofNullable(claims.getStringClaim("login_sub")),
                Optional.ofNullable(claims.getStringClaim("login_hint")),
                list(claims, "ui_locales"),
                client(client),
                Optional.ofNullable(claims.getStringClaim("redirect_origin")),
                Optional.ofNullable(claims.getStringClaim("browser")));
    }

    private static List<String> list(JWTClaimsSet claims, String name) throws ParseException {
        List<String> list = claims.getStringListClaim(name);
        return list == null ? List.of() : list;
    }

    private static RequestingClient client(Map<String, Object> claims) {
        return new RequestingClient(
                String.valueOf(claims.get("id")),
                String.valueOf(claims.get("name")),
                text(claims.get("client_uri")),
                text(claims.get("logo_uri")),
                text(claims.get("policy_uri")),
                text(claims.get("tos_uri")),
                text(claims.get("auth_config")));
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString);
    }

    private Map<String, Object> clientClaims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("id", client.id());
        claims.put("name", client.name());
        client.homeUri().ifPresent(uri -> claims.put("client_uri", uri));
        client.logoUri().ifPresent(uri -> claims.put("logo_uri", uri));
        client.policyUri().ifPresent(uri -> claims.put("policy_uri", uri));
        client.tosUri().ifPresent(uri -> claims.put("tos_uri", uri));
        client.authConfig().ifPresent(id -> claims.put("auth_config", id));
        return claims;
    }
}
