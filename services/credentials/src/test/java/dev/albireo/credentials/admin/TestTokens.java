package dev.albireo.credentials.admin;

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
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.user.CreateUser;
import dev.albireo.credentials.user.NewUser;
import dev.albireo.protocol.JwsSigning;
import dev.albireo.protocol.NativeCrypto;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.VerificationKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Signs tokens as {@code oauth} does, and publishes the key. */
@ApplicationScoped
public class TestTokens implements VerificationKeys {
    private final RSAKey key;
    private final JWSSigner signer;
    private final CreateUser createUser;
    private final IdGenerator ids;
    private final Clock clock;
    private final AtomicReference<String> root = new AtomicReference<>("");

    TestTokens(CreateUser createUser, IdGenerator ids, Clock clock) throws JOSEException {
        this.key =
                NativeCrypto.generating(new RSAKeyGenerator(2048)).keyID("test").generate();
        this.signer = JwsSigning.with(key);
        this.createUser = createUser;
        this.ids = ids;
        this.clock = clock;
    }

    /** Returns the token that {@code admin} calls with. */
    public String service(String scope) {
        return sign(claims("albireo-credentials").claim("client_id", "admin").claim("scope", scope));
    }

    /** Returns an administrator's own token with a recent second factor. */
    public String administrator(String acr, String group) {
        return sign(person(root())
                .claim("acr", acr)
                .claim("groups", List.of(group))
                .claim("second_factor_at", clock.instant().getEpochSecond()));
    }

    /** Returns the token of an administrator whose second factor has this age. */
    public String administrator(Duration age) {
        return sign(person(root())
                .claim("acr", "aal2")
                .claim("groups", List.of(AdministratorToken.GROUP))
                .claim("second_factor_at", clock.instant().minus(age).getEpochSecond()));
    }

    /** Returns the token of a user who was an administrator when it was issued. */
    public String administrator(String subject) {
        return sign(person(subject).claim("acr", "aal2").claim("groups", List.of(AdministratorToken.GROUP)));
    }

    /** Returns the token of an administrator with a recent second factor. */
    public String freshAdministrator() {
        return freshAdministrator(root());
    }

    /** Returns such a token of this user, who was an administrator when it was issued. */
    public String freshAdministrator(String subject) {
        return sign(person(subject)
                .claim("acr", "aal2")
                .claim("groups", List.of(AdministratorToken.GROUP))
                .claim("second_factor_at", clock.instant().getEpochSecond()));
    }

    /** Returns any token with this {@code typ}. */
    public String sign(JWTClaimsSet.Builder claims, String type) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("test")
                .type(new JOSEObjectType(type))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    @Override
    public Uni<JWKSet> keys() {
        return Uni.createFrom().item(new JWKSet(key.toPublicJWK()));
    }

    @Override
    public Uni<JWKSet> refreshed() {
        return keys();
    }

    private String sign(JWTClaimsSet.Builder claims) {
        return sign(claims, "at+jwt");
    }

    private JWTClaimsSet.Builder person(String subject) {
        return claims(AdministratorToken.AUDIENCE)
                .subject(subject)
                .issueTime(Date.from(clock.instant()))
                .claim("grant", ids.next().toString())
                .claim("scope", "openid albireo:admin");
    }

    /** Returns the administrator that all tests share. */
    private synchronized String root() {
        if (root.get().isEmpty()) {
            NewUser user = new NewUser(
                    "root-" + ids.next(), Optional.empty(), false, List.of(AdministratorToken.GROUP), false, Map.of());
            NewPassword password = NewPassword.of("correct horse battery").orElseThrow();
            root.set(Await.on(() -> createUser.create(user, Optional.of(password), Given.CREATOR))
                    .state()
                    .subject());
        }
        return root.get();
    }

    private JWTClaimsSet.Builder claims(String audience) {
        return new JWTClaimsSet.Builder()
                .issuer(PostgresResource.ISSUER)
                .audience(audience)
                .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    }
}
