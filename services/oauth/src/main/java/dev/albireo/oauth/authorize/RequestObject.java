package dev.albireo.oauth.authorize;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.web.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request object whose signature was verified (RFC 9101 sections 4 and 6.3). Only its parameters count: stricter than OpenID Connect Core
 * section 6.1, which would add the unsigned parameters sent beside it.
 */
record RequestObject(JWTClaimsSet claims) {
    private static final Duration SKEW = Duration.ofSeconds(10);
    /** Between {@code nbf}, now and {@code exp}, for a client that must sign every request (RFC 9101 section 10.3). */
    private static final Duration MAX_LIFETIME = Duration.ofHours(1);

    private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");
    /** Claims about the JWT itself, which are not parameters. */
    private static final Set<String> ABOUT_ITSELF = Set.of("iss", "aud", "exp", "nbf", "iat", "jti", "sub");
    /** Parameters that, if sent beside it, must be equal within (RFC 9101 section 5, OpenID Connect Core section 6.1). */
    private static final List<String> SAME = List.of("client_id", "response_type");

    /** Returns its parameters, and none of those that were sent beside it. */
    Form parameters(Form sent, Client client, String issuer, Instant now) {
        mustBeFrom(client, issuer);
        mustBeInTime(client, now);
        for (String name : SAME) {
            boolean differs = sent.optional(name)
                    .filter(value -> !value.equals(claims.getClaim(name)))
                    .isPresent();
            if (differs) {
                throw RequestObjects.refused(name + " in the request object differs from the parameter");
            }
        }
        Map<String, List<String>> all = new LinkedHashMap<>();
        claims.getClaims().forEach((name, value) -> {
            if (!ABOUT_ITSELF.contains(name) && value != null) {
                all.put(name, strings(name, value));
            }
        });
        return Form.of(all);
    }

    private void mustBeFrom(Client client, String issuer) {
        if (!client.id().equals(claims.getClaim("client_id"))) {
            throw RequestObjects.refused("client_id in the request object differs from the client");
        }
        if (claims.getIssuer() != null && !claims.getIssuer().equals(client.id())) {
            throw RequestObjects.refused("iss of the request object must be the client_id");
        }
        if (client.id().equals(claims.getSubject())) {
            throw RequestObjects.refused("the request object is a client assertion (RFC 9101 section 10.8)");
        }
        if (!claims.getAudience().isEmpty() && !claims.getAudience().contains(issuer)) {
            throw RequestObjects.refused("aud of the request object must be the issuer");
        }
        if (claims.getClaim("request") != null || claims.getClaim("request_uri") != null) {
            throw RequestObjects.refused("a request object must not contain request or request_uri");
        }
    }

    private void mustBeInTime(Client client, Instant now) {
        Instant expires = instant(claims.getExpirationTime(), FOREVER);
        Instant begins = instant(claims.getNotBeforeTime(), now);
        Instant issued = instant(claims.getIssueTime(), now);
        if (!now.isBefore(expires.plus(SKEW)) || begins.isAfter(now.plus(SKEW)) || issued.isAfter(now.plus(SKEW))) {
            throw RequestObjects.refused("the request object is expired or not yet valid");
        }
        boolean endless = expires.isAfter(now.plus(MAX_LIFETIME).plus(SKEW))
                || begins.isBefore(now.minus(MAX_LIFETIME).minus(SKEW));
        if (client.metadata().requests().requireSigned() && endless) {
            throw RequestObjects.refused("exp and nbf of the request object must be within an hour");
        }
    }

    private static Instant instant(@Nullable Date date, Instant otherwise) {
        return date == null ? otherwise : date.toInstant();
    }

    /** Repeatable parameters are a list (RFC 8707 section 2). */
    private static List<String> strings(String name, Object value) {
        return value instanceof List<?> list && ResourceIndicators.REPEATABLE.contains(name)
                ? list.stream().map(RequestObject::text).toList()
                : List.of(text(value));
    }

    /** Returns the value as in a query; {@code claims} is an object. */
    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case Map<?, ?> object -> object(object);
            default ->
                throw RequestObjects.refused("a parameter in the request object is not a string, number or object");
        };
    }

    private static String object(Map<?, ?> object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(String.valueOf(name), value));
        return JSONObjectUtils.toJSONString(members);
    }
}
