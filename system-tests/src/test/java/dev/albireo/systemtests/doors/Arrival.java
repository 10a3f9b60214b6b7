package dev.albireo.systemtests.doors;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The ways in which a request reaches the authorization endpoint. */
final class Arrival {
    /** Those that may show a page. */
    static final Set<Door> PAGES = EnumSet.of(Door.AUTHORIZE, Door.AUTHORIZE_POST, Door.PUSHED, Door.SIGNED);

    static final Set<Door> ALL = EnumSet.range(Door.AUTHORIZE, Door.SILENT);

    private Arrival() {}

    /** A request for these scopes comes in at the door; the last answer of ours, or the refusal to take it. */
    static Answer by(Door door, Person person, RelyingParty shop, String scope, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        if (door == Door.SILENT) {
            parameters.put("prompt", "none");
        }
        Pending pending = shop.request(scope, parameters);
        return switch (door) {
            case AUTHORIZE_POST -> person.follow(post(person, pending));
            case PUSHED -> pushed(person, shop, pending);
            case SIGNED -> person.follow(person.get(signed(shop, pending)));
            default -> person.follow(person.get(pending.uri()));
        };
    }

    private static Answer post(Person person, Pending pending) {
        return person.send(
                person.base().resolve("/authorize"),
                request -> request.header("Origin", "https://shop.example")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(pending.uri().getRawQuery())));
    }

    /** The request is in the request object completely, beside the parameters that OpenID Connect Core section 6.1 requires. */
    private static URI signed(RelyingParty shop, Pending pending) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(shop.clientId())
                .audience(Running.stack().edgeUri().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        Form.query(pending.uri()).forEach(claims::claim);
        return frontChannel(shop, "request", Visit.signed(claims.build()));
    }

    private static URI frontChannel(RelyingParty shop, String name, String value) {
        Map<String, String> parameters = new HashMap<>(Map.of("client_id", shop.clientId(), name, value));
        if (name.equals("request")) {
            parameters.putAll(Map.of("response_type", "code", "scope", "openid"));
        }
        return Running.stack().edgeUri().resolve("/authorize?" + Form.encode(parameters));
    }

    private static Answer pushed(Person person, RelyingParty shop, Pending pending) {
        Answer answer = shop.push(pending);
        return answer.status() == 201 ? person.follow(person.get(frontChannel(shop, answer))) : answer;
    }

    /** Returns where the browser goes with a pushed request. */
    static URI frontChannel(RelyingParty shop, Answer pushed) {
        return frontChannel(
                shop, "request_uri", pushed.json().get("request_uri").asText());
    }
}
