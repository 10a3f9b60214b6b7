package dev.albireo.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Certificates that an operator trusts in outgoing calls")
class TrustedCertificatesTest {
    @TempDir
    Path folder;

    @Test
    void those_in_the_file_are_believed_beside_those_of_the_JDK() throws Exception {
        Path ours = certificate("ours");
        X509TrustManager trusted = TrustedCertificates.and(ours);

        trusted.checkServerTrusted(chain(ours), "ECDHE_ECDSA");
        assertThat(trusted.getAcceptedIssuers()).hasSizeGreaterThan(20);
    }

    @Test
    void no_other_is() throws Exception {
        X509TrustManager trusted = TrustedCertificates.and(certificate("ours"));
        X509Certificate[] other = chain(certificate("other"));

        assertThatThrownBy(() -> trusted.checkServerTrusted(other, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void a_file_without_any_stops_the_start() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThatThrownBy(() -> TrustedCertificates.and(empty)).hasMessageContaining("trusted-certificates");
        assertThatThrownBy(() -> TrustedCertificates.and(folder.resolve("none.pem")))
                .hasMessageContaining("trusted-certificates");
    }

    /** A new certificate that has signed itself, made by the JDK's keytool. */
    private Path certificate(String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Path pem = folder.resolve(name + ".pem");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c", "-keystore", store.toString());
        keytool("-exportcert", "-rfc", "-file", pem.toString(), "-keystore", store.toString());
        return pem;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "it", "-storepass", "changeit"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static X509Certificate[] chain(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            return new X509Certificate[] {
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)
            };
        }
    }
}
