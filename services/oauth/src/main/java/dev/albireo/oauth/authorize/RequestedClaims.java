package dev.albireo.oauth.authorize;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.albireo.protocol.ClaimScopes;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import dev.albireo.web.StrictJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The claims that a client requests individually (OpenID Connect Core section 5.5). {@code essential} has no effect: unknown claims are
 * omitted. Requested values are considered for {@code sub} here and for {@code acr} by {@link RequestedAcr}.
 *
 * @param userinfo claims for the UserInfo endpoint
 * @param idToken claims for the ID token
 * @param subject the user who must be signed in
 */
record RequestedClaims(List<String> userinfo, List<String> idToken, Optional<String> subject) {
    /** No claims. */
    static final RequestedClaims NONE = new RequestedClaims(List.of(), List.of(), Optional.empty());

    RequestedClaims {
        userinfo = List.copyOf(userinfo);
        idToken = List.copyOf(idToken);
    }

    /** Parses the parameter {@code claims}, an object; unknown members are ignored, malformed ones rejected. */
    static RequestedClaims parse(Form form) {
        return form.optional("claims").map(RequestedClaims::parse).orElse(NONE);
    }

    /** Returns the claims that a client with these scopes may receive; the others are ignored. */
    RequestedClaims within(Set<String> scopes) {
        return new RequestedClaims(covered(userinfo, scopes), covered(idToken, scopes), subject);
    }

    /** If no access token is issued, the ID token contains the claims of these scopes (OpenID Connect Core section 5.4). */
    RequestedClaims allInIdToken(List<String> scopes) {
        List<String> all = Stream.concat(
                        idToken.stream(), scopes.stream().flatMap(scope -> ClaimScopes.claimsOf(scope).stream()))
                .distinct()
                .toList();
        return new RequestedClaims(List.of(), all, subject);
    }

    /** Returns the scopes that contain them: consent to these is consent to the claims. */
    Set<String> scopes() {
        return Stream.concat(userinfo.stream(), idToken.stream())
                .flatMap(claim -> ClaimScopes.scopeOf(claim).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> covered(List<String> claims, Set<String> scopes) {
        return claims.stream()
                .filter(claim ->
                        ClaimScopes.scopeOf(claim).filter(scopes::contains).isPresent())
                .toList();
    }

    private static RequestedClaims parse(String text) {
        try {
            JsonObject claims = new JsonObject(StrictJson.parse(text).toString());
            JsonObject idToken = members(claims, "id_token");
            return new RequestedClaims(supported(members(claims, "userinfo")), supported(idToken), subject(idToken));
        } catch (JsonProcessingException | DecodeException | ClassCastException e) {
            throw malformed();
        }
    }

    private static JsonObject members(JsonObject claims, String name) {
        JsonObject members = Optional.ofNullable(claims.getJsonObject(name)).orElseGet(JsonObject::new);
        for (Map.Entry<String, Object> member : members) {
            if (member.getValue() instanceof JsonObject body) {
                body.getBoolean("essential");
                body.getJsonArray("values");
            } else if (member.getValue() != null) {
                throw malformed();
            }
        }
        return members;
    }

    private static List<String> supported(JsonObject members) {
        return members.fieldNames().stream()
                .filter(claim -> ClaimScopes.scopeOf(claim).isPresent())
                .toList();
    }

    private static Optional<String> subject(JsonObject idToken) {
        return Optional.ofNullable(idToken.getJsonObject("sub"))
                .map(body -> body.getValue("value"))
                .map(String.class::cast);
    }

    private static OAuthRefusal malformed() {
        return OAuthError.INVALID_REQUEST.because(
                "claims is not a valid JSON object (OpenID Connect Core section 5.5)");
    }
}
