package dev.albireo.oauth.authorize;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.albireo.oauth.claims.ClaimScopes;
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
 * The claims about a person that a client asks for one by one (OpenID Connect Core section 5.5). None is essential to us: what is
 * not known of a person is left out. A wish for values is heeded for {@code sub} here and for {@code acr} by {@link AcrDemand}.
 *
 * @param userinfo to be told by the UserInfo endpoint
 * @param idToken to be told in the ID token
 * @param subject who must be signed in
 */
record AskedClaims(List<String> userinfo, List<String> idToken, Optional<String> subject) {
    /** Nothing. */
    static final AskedClaims NONE = new AskedClaims(List.of(), List.of(), Optional.empty());

    AskedClaims {
        userinfo = List.copyOf(userinfo);
        idToken = List.copyOf(idToken);
    }

    /** The parameter {@code claims}: an object; what it does not define is ignored, what is malformed refused. */
    static AskedClaims parse(Form form) {
        return form.optional("claims").map(AskedClaims::parse).orElse(NONE);
    }

    /** Those that a client with these scopes may know; the others are as if they had not been asked for. */
    AskedClaims within(Set<String> scopes) {
        return new AskedClaims(covered(userinfo, scopes), covered(idToken, scopes), subject);
    }

    /** Where no access token is given, the ID token tells what these scopes ask for (OpenID Connect Core section 5.4). */
    AskedClaims allInIdToken(List<String> scopes) {
        List<String> all = Stream.concat(
                        idToken.stream(), scopes.stream().flatMap(scope -> ClaimScopes.claimsOf(scope).stream()))
                .distinct()
                .toList();
        return new AskedClaims(List.of(), all, subject);
    }

    /** The scopes that cover them: a person who allows these allows the claims. */
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

    private static AskedClaims parse(String text) {
        try {
            JsonObject claims = new JsonObject(StrictJson.parse(text).toString());
            JsonObject idToken = members(claims, "id_token");
            return new AskedClaims(known(members(claims, "userinfo")), known(idToken), subject(idToken));
        } catch (JsonProcessingException | DecodeException | ClassCastException e) {
            throw malformed();
        }
    }

    private static JsonObject members(JsonObject claims, String name) {
        JsonObject members = Optional.ofNullable(claims.getJsonObject(name)).orElseGet(JsonObject::new);
        for (Map.Entry<String, Object> member : members) {
            if (member.getValue() instanceof JsonObject wish) {
                wish.getBoolean("essential");
                wish.getJsonArray("values");
            } else if (member.getValue() != null) {
                throw malformed();
            }
        }
        return members;
    }

    private static List<String> known(JsonObject members) {
        return members.fieldNames().stream()
                .filter(claim -> ClaimScopes.scopeOf(claim).isPresent())
                .toList();
    }

    private static Optional<String> subject(JsonObject idToken) {
        return Optional.ofNullable(idToken.getJsonObject("sub"))
                .map(wish -> wish.getValue("value"))
                .map(String.class::cast);
    }

    private static OAuthRefusal malformed() {
        return OAuthError.INVALID_REQUEST.because("claims is not the JSON expected here");
    }
}
