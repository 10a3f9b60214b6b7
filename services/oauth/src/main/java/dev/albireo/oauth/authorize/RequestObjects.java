package dev.albireo.oauth.authorize;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.FetchedRequests;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.authentication.ClientKeys;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.CompactJose;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Request objects signed with a registered key of the client: in the parameter {@code request}, or at the URL of {@code request_uri}
 * (OpenID Connect Core section 6, RFC 9101).
 */
@Singleton
class RequestObjects {
    private static final Set<String> TYPES = Set.of("JWT", "oauth-authz-req+jwt");

    private final ClientKeys keys;
    private final FetchedRequests fetched;
    private final String issuer;
    private final Clock clock;

    RequestObjects(ClientKeys keys, FetchedRequests fetched, WebConfig web, Clock clock) {
        this.keys = keys;
        this.fetched = fetched;
        this.issuer = web.issuerText();
        this.clock = clock;
    }

    /** Returns the parameters of the request object; those of the form if there is none and none is required. */
    Uni<Form> open(Form form, Client client) {
        Optional<String> request =
                form.withoutRepeats(ResourceIndicators.REPEATABLE).optional("request");
        Optional<String> uri = form.optional("request_uri");
        if (request.isPresent() && uri.isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("request and request_uri cannot be combined");
        }
        if (uri.isPresent()) {
            return fetched.at(uri.get(), client)
                    .map(text -> text.orElseThrow(RequestObjects::notThere))
                    .chain(text -> open(parse(text, OAuthError.REQUEST_URI_NOT_SUPPORTED), form, client));
        }
        if (request.isPresent()) {
            return open(parse(request.get(), OAuthError.REQUEST_NOT_SUPPORTED), form, client);
        }
        if (client.metadata().requests().requireSigned()) {
            throw OAuthError.INVALID_REQUEST.because("a signed request object is required for this client");
        }
        return Uni.createFrom().item(form);
    }

    private Uni<Form> open(SignedJWT jwt, Form form, Client client) {
        mustBeOfItsKind(jwt, client);
        return keys.signed(client, jwt)
                .map(genuine -> genuine
                        ? claims(jwt)
                        : refuse("the signature of the request object does not verify with a key of the client"))
                .map(claims -> new RequestObject(claims).parameters(form, client, issuer, clock.instant()))
                .map(RequestObjects::readable);
    }

    /** Rejects a JWT that was signed for another purpose (RFC 8725 section 3.11), or with an algorithm other than the registered one. */
    private static void mustBeOfItsKind(SignedJWT jwt, Client client) {
        JOSEObjectType type = jwt.getHeader().getType();
        if (type != null && !TYPES.contains(type.getType())) {
            throw refused("typ of the request object must be oauth-authz-req+jwt");
        }
        boolean other = client.metadata()
                .requests()
                .algorithm()
                .filter(algorithm ->
                        !algorithm.value().equals(jwt.getHeader().getAlgorithm().getName()))
                .isPresent();
        if (other) {
            throw refused("the request object must be signed with the registered request_object_signing_alg");
        }
    }

    private static SignedJWT parse(String text, OAuthError unsigned) {
        try {
            return switch (CompactJose.jwt(text)) {
                case SignedJWT signed -> signed;
                case PlainJWT plain -> throw unsigned.because("unsigned request objects are not supported");
                default -> throw refused("the request object is not a signed JWT");
            };
        } catch (ParseException | IllegalArgumentException e) {
            throw refused("the request object is not a signed JWT");
        }
    }

    private static Form readable(Form form) {
        try {
            return Parameters.checked(form);
        } catch (OAuthRefusal refusal) {
            throw refused(refusal.description());
        }
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw refused("the request object is not a signed JWT");
        }
    }

    private static JWTClaimsSet refuse(String why) {
        throw refused(why);
    }

    private static OAuthRefusal notThere() {
        return OAuthError.INVALID_REQUEST_URI.because(
                "request_uri is not registered for the client or could not be fetched");
    }

    static OAuthRefusal refused(String why) {
        return OAuthError.INVALID_REQUEST_OBJECT.because(why);
    }
}
