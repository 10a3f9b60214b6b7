package dev.albireo.systemtests.doors;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Forgery;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Internal;
import dev.albireo.systemtests.support.Nimbus;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A JWT with the right claims: unsigned, with an HMAC by a public key, signed with a key that it contains, or with a foreign key. */
final class ForgedJwt extends Rule {
    private final Visit visit = Visit.with("openid offline_access");
    private final Visit.Tokens tokens = visit.tokens();

    ForgedJwt() {
        super("forged JWT", "25");
        without("takes no JWT but the interaction, which says only what page to show", Door.LOGIN);
        without("takes what GET /authorize takes", Door.AUTHORIZE_POST);
        without("takes no JWT", Door.PASSWORD_RESET);
        without("takes no JWT", Door.CONSENT, Door.REGISTER, Door.ACCOUNT, Door.WEBAUTHN, Door.TWO_FACTOR);
        at(
                EnumSet.of(Door.AUTHORIZE, Door.SILENT),
                door -> each(
                        tokens.id(),
                        hint -> Refused.toClient(
                                Arrival.by(
                                        door,
                                        Running.journey().person(),
                                        visit.shop(),
                                        "openid",
                                        Map.of("id_token_hint", hint)),
                                "invalid_request")));
        at(
                Door.SIGNED,
                () -> each(Visit.signed(requestObject()), object -> {
                    Map<String, String> parameters = Map.of(
                            "client_id",
                            Visit.SHOP.clientId(),
                            "response_type",
                            "code",
                            "scope",
                            "openid",
                            "redirect_uri",
                            RelyingParty.REDIRECT,
                            "request",
                            object);
                    Person person = Running.journey().person();
                    return Refused.toClient(
                            person.follow(person.get("/authorize?" + Form.encode(parameters))),
                            "request_not_supported",
                            "invalid_request_object");
                }));
        at(Door.DEVICE, () -> assertions("/device_authorization", Map.of("scope", "openid")));
        at(
                Door.DEVICE_CODE,
                () -> assertions("/token", Map.of("grant_type", RelyingParty.DEVICE_CODE, "device_code", "x")));
        at(
                Door.LOGOUT,
                () -> each(tokens.id(), hint -> {
                    Person copy = visit.person().copy();
                    Answer asked = copy.get("/logout?" + Form.encode(Map.of("id_token_hint", hint)));
                    // A value that is not a JWT is ignored: the page asks, and no session ends.
                    String how = Refused.status(asked, 400, 200);
                    if (copy.get("/account").status() != 200) {
                        throw new AssertionError("it signed out");
                    }
                    return how;
                }));
        at(
                Door.USERINFO,
                () -> each(tokens.access(), token -> Refused.bearer(visit.shop().userinfo(token))));
        at(
                Door.INTROSPECT,
                () -> each(
                                tokens.access(),
                                token -> Refused.inactive(visit.shop().introspect(token))) + ", "
                        + assertions("/introspect", Map.of("token", tokens.access())));
        at(
                Door.GRAPHQL,
                () -> each(
                        Administrator.signIn().token(),
                        token -> Refused.status(Administrator.graphql(token, "{ __typename }"), 401)));
        at(
                Door.RESOURCES,
                () -> each(
                        Administrator.signIn().token(),
                        token -> Refused.status(
                                Administrator.send("admin-guarded", "PUT", "/Client/x", token, "{}"), 401)));
        at(
                Door.INTERNAL,
                () -> each(
                        Internal.token("admin", "internal:credentials"),
                        token -> Refused.status(
                                Administrator.send("credentials", "POST", "/internal/sessions/lookup", token, "{}"),
                                401)));
        at(Door.PUSHED, () -> assertions("/par", Form.query(visit.pending().uri())));
        at(Door.CODE, () -> assertions("/token", Map.of("grant_type", "authorization_code", "code", "x")));
        at(
                Door.REFRESH,
                () -> assertions("/token", Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh())));
        at(Door.CLIENT, () -> assertions("/token", Map.of("grant_type", "client_credentials")));
        at(Door.REVOKE, () -> assertions("/revoke", Map.of("token", tokens.refresh())));
    }

    private static JWTClaimsSet requestObject() {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(Visit.SHOP.clientId())
                .audience(Running.stack().edgeUri().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        Form.query(Visit.SHOP.request("openid", Map.of()).uri()).forEach(claims::claim);
        return claims.build();
    }

    /** Forged assertions of a client: a new client, because failures are counted. */
    private static String assertions(String path, Map<String, String> form) {
        Nimbus signing = Forgery.signingClient();
        return each(Forgery.assertion(signing), assertion -> {
            Map<String, String> sent = new HashMap<>(form);
            sent.put("client_id", signing.client().getID().getValue());
            sent.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            sent.put("client_assertion", assertion);
            Person client = new Person(Running.stack().edgeUri());
            return Refused.oauth(client.postForm(path, sent), "invalid_client");
        });
    }

    private static String each(String genuine, Function<String, String> attempt) {
        String how = "";
        var forgeries = Forgery.of(genuine);
        for (String forged : forgeries) {
            how = attempt.apply(forged);
        }
        return how + " ×" + forgeries.size();
    }
}
