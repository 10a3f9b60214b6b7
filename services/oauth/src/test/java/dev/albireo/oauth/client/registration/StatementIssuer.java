package dev.albireo.oauth.client.registration;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.client.authentication.ClientKeySets;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trusted issuer of software statements. */
public class StatementIssuer implements QuarkusTestResourceLifecycleManager {
    static final String NAME = "https://federation.example";

    /** Tests run in another class loader than the one that starts this. */
    private static final String KEY = "albireo.test.statement-key";

    private @Nullable ClientKeySets keys;

    @Override
    public Map<String, String> start() {
        try {
            ClientKeySets served = new ClientKeySets();
            keys = served;
            ECKey key = key("issuer");
            System.setProperty(KEY, key.toJSONString());
            return Map.of(
                    "albireo.registration.software-statements.federation.issuer",
                    NAME,
                    "albireo.registration.software-statements.federation.jwks-uri",
                    served.put("/statements", key.toPublicJWK()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (keys != null) {
            keys.close();
        }
    }

    /** Returns the signing key of the issuer. */
    static ECKey key() {
        try {
            return ECKey.parse(System.getProperty(KEY));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    static String signed(JWTClaimsSet claims) {
        return signed(claims, key());
    }

    static String signed(JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
