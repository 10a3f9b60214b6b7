package dev.albireo.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The trust manager of outgoing calls. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Returns a trust manager with the JDK's certificates and those of the file; fails if the file has none, so that no process starts with
     * a setting without effect.
     */
    static X509TrustManager and(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            List<Certificate> trusted =
                    new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (trusted.isEmpty()) {
                throw new IllegalStateException("albireo.egress.trusted-certificates: no certificate in " + pem);
            }
            trusted.addAll(Arrays.asList(manager(null).getAcceptedIssuers()));
            return manager(store(trusted));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("albireo.egress.trusted-certificates: cannot be read: " + pem, e);
        }
    }

    /** Returns the trust manager of this store; the JDK's own if there is none. */
    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every JDK has a trust manager for X.509"));
    }

    private static KeyStore store(List<Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("trusted-" + i, certificates.get(i));
        }
        return store;
    }
}
