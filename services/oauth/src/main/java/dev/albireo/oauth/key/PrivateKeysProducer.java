package dev.albireo.oauth.key;

import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Chooses where new signing keys are: in the database, or in a PKCS#11 token. */
@Singleton
class PrivateKeysProducer {
    /**
     * Returns the choice of the settings.
     *
     * @throws IllegalArgumentException if they contradict each other
     */
    @Produces
    @Singleton
    PrivateKeys privateKeys(
            Pkcs11Config config, OfferedAlgorithms offered, EncryptedPrivateKeys database, Vertx vertx) {
        return config.library()
                .<PrivateKeys>map(library -> inToken(library, config, offered, database, vertx))
                .orElse(database);
    }

    private static PrivateKeys inToken(
            Path library, Pkcs11Config config, OfferedAlgorithms offered, PrivateKeys database, Vertx vertx) {
        if (config.generate() && offered.contains(SigningAlgorithm.EDDSA)) {
            throw new IllegalArgumentException("albireo.keys.algorithms must not contain EdDSA with"
                    + " albireo.keys.pkcs11.library: the JDK's provider of PKCS#11 has no Ed25519");
        }
        Path pinFile = config.pinFile()
                .orElseThrow(() -> new IllegalArgumentException(
                        "albireo.keys.pkcs11.pin-file must be set with albireo.keys.pkcs11.library"));
        Pkcs11Token token = Pkcs11Token.open(library, config.slot(), pinFile);
        return new Pkcs11PrivateKeys(token, database, config, vertx);
    }
}
