package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Forgery;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.Map;

/** A new user who has signed in to a client that has not redeemed its code yet. */
record Visit(RelyingParty shop, Person person, String username, Pending pending, String code) {

    private static final RSAKey KEY = Forgery.newKey("shop");

    /** A confidential client that also signs; registrations are counted, so all rules that need no other share it. */
    static final RelyingParty SHOP = RelyingParty.confidential(
            Running.stack().edgeUri(),
            Map.of("jwks", new JWKSet(KEY.toPublicJWK()).toJSONObject(), "require_pkce", true));

    /** Returns a JWT signed by {@link #SHOP}. */
    static String signed(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(KEY.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(KEY));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a visit to {@link #SHOP}. */
    static Visit with(String scope) {
        return at(SHOP, scope);
    }

    static Visit at(RelyingParty shop, String scope) {
        Journey journey = Running.journey();
        String username = Running.admin().newUser("dora");
        Person person = journey.person();
        Pending pending = shop.request(scope, Map.of());
        Answer page = person.follow(person.get(pending.uri()));
        URI callback = journey.toCallback(person, journey.login(person, page, username));
        return new Visit(shop, person, username, pending, Form.parameter(callback, "code"));
    }

    /** Redeems the code, with any result. */
    Answer redeem() {
        return shop.redeem(Running.stack().edgeUri(), pending, code);
    }

    /** Returns the tokens, which must be issued. */
    Tokens tokens() {
        Answer answer = redeem();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return Tokens.of(answer);
    }

    /** The tokens of a redemption. */
    record Tokens(String access, String refresh, String id) {
        static Tokens of(Answer answer) {
            return new Tokens(
                    answer.json().path("access_token").asText(),
                    answer.json().path("refresh_token").asText(),
                    answer.json().path("id_token").asText());
        }
    }

    Answer refresh(Tokens tokens) {
        return shop.refresh(Running.stack().edgeUri(), tokens.refresh());
    }

    /** An administrator disables the user. */
    void disable() {
        Running.admin().data("mutation { setUserEnabled(username: \"" + username + "\", enabled: false) { success } }");
    }

    /** An attacker has a copy of the cookies, and the user signs out. */
    Person stolenBeforeLogout() {
        Person stolen = person.copy();
        Answer left = person.submit(person.get("/logout"), "/logout", Map.of());
        assertThat(left.page().text()).as(left.toString()).contains("You're signed out");
        return stolen;
    }
}
