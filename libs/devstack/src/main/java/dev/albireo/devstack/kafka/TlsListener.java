package dev.albireo.devstack.kafka;

import java.nio.file.Path;

/**
 * A listener of the broker that only clients with a certificate reach.
 *
 * @param port on 127.0.0.1
 * @param certificate the private key of the broker and its certificates, in PEM
 * @param clientAuthority the certificate of the authority of the clients, in PEM
 */
public record TlsListener(int port, Path certificate, Path clientAuthority) {
    /** Returns its {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    String text() {
        return """
            listener.name.tls.ssl.client.auth=required
            listener.name.tls.ssl.keystore.type=PEM
            listener.name.tls.ssl.keystore.location=%s
            listener.name.tls.ssl.truststore.type=PEM
            listener.name.tls.ssl.truststore.location=%s
            """.formatted(certificate, clientAuthority);
    }
}
