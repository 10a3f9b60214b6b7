package dev.albireo.systemtests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority whose keys and certificates the JDK's keytool makes, and which writes them as PEM. */
public final class CertificateAuthority {
    private static final char[] PASSWORD = "not-a-secret".toCharArray();
    private static final String ROOT = "root";

    private final Path folder;
    private final Path keys;

    private CertificateAuthority(Path folder) {
        this.folder = folder;
        this.keys = folder.resolve("keys.p12");
    }

    /**
     * A certificate that the authority has issued, with its key.
     *
     * @param certificate in PEM
     * @param key in PEM, which only its owner may read, as PostgreSQL requires
     * @param both key and certificate in one file, as Kafka wants them
     */
    public record Issued(Path certificate, Path key, Path both) {}

    /** Creates an authority, with its files in a new folder. */
    public static CertificateAuthority in(Path folder) {
        try {
            Files.createDirectories(folder);
            CertificateAuthority made = new CertificateAuthority(folder);
            made.keytool("-alias", ROOT, "-dname", "CN=" + folder.getFileName(), "-ext", "bc:critical=ca:true");
            made.write(
                    "ca.crt",
                    pem("CERTIFICATE", made.store().getCertificate(ROOT).getEncoded()));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the file of its own certificate. */
    public Path certificate() {
        return folder.resolve("ca.crt");
    }

    /** Issues a certificate for this name, which is the server's on this machine. */
    public Issued issue(String name) {
        keytool("-alias", name, "-signer", ROOT, "-dname", "CN=" + name, "-ext", "san=dns:localhost,ip:127.0.0.1");
        try {
            KeyStore store = store();
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : store.getCertificateChain(name)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            String key = pem("PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
            return new Issued(
                    write(name + ".crt", chain.toString()),
                    write(name + ".key", key),
                    write(name + ".pem", key + chain));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private KeyStore store() throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(keys.toFile(), PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text, US_ASCII);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                String.valueOf(PASSWORD)));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }
}
