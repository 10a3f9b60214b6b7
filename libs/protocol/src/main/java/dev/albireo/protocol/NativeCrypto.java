package dev.albireo.protocol;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/**
 * The native crypto provider where its library loads, the JDK's own elsewhere. It is requested explicitly and never
 * installed for the whole JVM.
 */
public final class NativeCrypto {
    private static final Optional<Provider> PROVIDER = load();

    private NativeCrypto() {}

    /** Returns whether signatures are computed natively. */
    public static boolean isThere() {
        return PROVIDER.isPresent();
    }

    static Signature signature(String algorithm) throws GeneralSecurityException {
        return PROVIDER.isPresent()
                ? Signature.getInstance(algorithm, PROVIDER.get())
                : Signature.getInstance(algorithm);
    }

    static KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
        return PROVIDER.isPresent()
                ? KeyFactory.getInstance(algorithm, PROVIDER.get())
                : KeyFactory.getInstance(algorithm);
    }

    /** Converts a key to the provider's own object; any other object would be imported again for every signature. */
    @SuppressWarnings("unchecked") // a key factory does not change the type of a key
    static <K extends Key> K imported(K key) throws GeneralSecurityException {
        return (K) keyFactory(key.getAlgorithm()).translateKey(key);
    }

    /** Sets this provider for the context. */
    static <C extends JCAContext> void use(C context) {
        PROVIDER.ifPresent(context::setProvider);
    }

    /** Returns the generator with this provider, which needs a tenth of the processor time that the JDK's own needs for an RSA key. */
    public static <T extends JWK> JWKGenerator<T> generating(JWKGenerator<T> generator) {
        PROVIDER.ifPresent(generator::provider);
        return generator;
    }

    private static Optional<Provider> load() {
        // The provider's own KeyFactory of Ed25519 is off by default, for programs that install the provider for the
        // whole JVM.
        System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
    }
}
