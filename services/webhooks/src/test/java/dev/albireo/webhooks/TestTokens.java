package dev.albireo.webhooks;

import static io.restassured.RestAssured.given;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserState;
import dev.albireo.protocol.JwsSigning;
import dev.albireo.protocol.NativeCrypto;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.VerificationKeys;
import dev.albireo.webhooks.administrator.ProjectedAdministrators;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs tokens as {@code oauth} does, publishes the key, and makes calls as {@code admin} does. */
@ApplicationScoped
public class TestTokens implements VerificationKeys {
    private final RSAKey key;
    private final JWSSigner signer;
    private final ProjectedAdministrators administrators;
    private final Clock clock;

    TestTokens(ProjectedAdministrators administrators, Clock clock) throws JOSEException {
        this.key =
                NativeCrypto.generating(new RSAKeyGenerator(2048)).keyID("test").generate();
        this.signer = JwsSigning.with(key);
        this.administrators = administrators;
        this.clock = clock;
    }

    /** Returns a call of {@code admin} for a new member of this group with a second factor of this age. */
    public RequestSpecification by(String group, Duration age) {
        String subject = UUID.randomUUID().toString();
        account(subject, 1, group);
        return by(subject, group, age);
    }

    /** Returns a call of {@code admin} for this user, who was a member of the group when the token was issued. */
    public RequestSpecification by(String subject, String group, Duration age) {
        return given().header("Authorization", "Bearer " + service())
                .header("Albireo-Actor", administrator(subject, group, age))
                .contentType(ContentType.JSON);
    }

    /** Returns a call for an owner with a recent second factor. */
    public RequestSpecification byOwner() {
        return by(AdministratorToken.GROUP, Duration.ofSeconds(1));
    }

    /** Publishes the account; without a group it is that of no administrator. */
    public void account(String subject, int version, @Nullable String group) {
        UserState user = new UserState(
                subject,
                version,
                "user-" + subject,
                null,
                false,
                true,
                false,
                false,
                group == null ? List.of() : List.of(group),
                Map.of(),
                null,
                false);
        Await.on(() -> administrators.apply(List.of(new UserChanged(user, clock.instant()))));
    }

    /** Returns a call of a receiver of events, with a token that it has for itself. */
    public RequestSpecification byReceiver(String client, String scope) {
        return byBearer(sign(claims(PostgresResource.ISSUER + "/ssf")
                .subject(client)
                .claim("client_id", client)
                .claim("scope", scope)));
    }

    /** Returns a call with the token of a user, that a client may have obtained for the same audience. */
    public RequestSpecification byUser(String client, String scope) {
        return byBearer(sign(claims(PostgresResource.ISSUER + "/ssf")
                .subject(UUID.randomUUID().toString())
                .claim("grant", UUID.randomUUID().toString())
                .claim("client_id", client)
                .claim("scope", scope)));
    }

    /** Returns a call of a client with a token for another audience. */
    public RequestSpecification byReceiverElsewhere(String client, String scope) {
        return byBearer(sign(claims(PostgresResource.ISSUER)
                .subject(client)
                .claim("client_id", client)
                .claim("scope", scope)));
    }

    private static RequestSpecification byBearer(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private String service() {
        return sign(claims("albireo-webhooks").claim("client_id", "admin").claim("scope", "internal:webhooks"));
    }

    private String administrator(String subject, String group, Duration age) {
        return sign(claims(AdministratorToken.AUDIENCE)
                .subject(subject)
                .issueTime(Date.from(clock.instant()))
                .claim("grant", UUID.randomUUID().toString())
                .claim("scope", "openid albireo:admin")
                .claim("acr", "aal2")
                .claim("groups", List.of(group))
                .claim("second_factor_at", clock.instant().minus(age).getEpochSecond()));
    }

    private String sign(JWTClaimsSet.Builder claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("test")
                .type(new JOSEObjectType("at+jwt"))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    private JWTClaimsSet.Builder claims(String audience) {
        return new JWTClaimsSet.Builder()
                .issuer(PostgresResource.ISSUER)
                .audience(audience)
                .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    }

    @Override
    public Uni<JWKSet> keys() {
        return Uni.createFrom().item(new JWKSet(key.toPublicJWK()));
    }

    @Override
    public Uni<JWKSet> refreshed() {
        return keys();
    }
}
