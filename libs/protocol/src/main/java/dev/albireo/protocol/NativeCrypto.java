package dev.albireo.protocol;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.jca.JCAContext;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/** The native crypto provider where its library loads, the JDK's own elsewhere. It is asked for by name and never installed for all. */
public final class NativeCrypto {
    private static final Optional<Provider> PROVIDER = load();

    private NativeCrypto() {}

    /** Whether signatures are made natively here. */
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

    /** The same key as the provider's own object: any other is imported again for every signature. */
    @SuppressWarnings("unchecked") // a key factory keeps the kind of a key
    static <K extends Key> K imported(K key) throws GeneralSecurityException {
        return (K) keyFactory(key.getAlgorithm()).translateKey(key);
    }

    /** The context works with this provider from now on. */
    static <C extends JCAContext> void use(C context) {
        PROVIDER.ifPresent(context::setProvider);
    }

    private static Optional<Provider> load() {
        // Its own name for Ed25519 keys is off by default, for programs that install it for all.
        System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
    }
}
