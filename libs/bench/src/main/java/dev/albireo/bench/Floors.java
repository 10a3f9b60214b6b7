package dev.albireo.bench;

import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.jna.NativeLong;
import dev.albireo.protocol.JwsSigning;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** The floors of the machine: CPU milliseconds of one signature, and of one password hash. */
final class Floors {
    private static final int SIGNATURES = 5_000;
    private static final int HASHES = 40;
    private static final long HASH_BYTES = 19L << 20;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private interface Work {
        void run() throws JOSEException;
    }

    /** Returns the CPU milliseconds by name. */
    Map<String, Double> measure() {
        Map<String, Double> floors = new LinkedHashMap<>();
        floors.put("one RS256 signature", signature(JWSAlgorithm.RS256, rsa()));
        floors.put("one ES256 signature", signature(JWSAlgorithm.ES256, ec()));
        floors.put("one Argon2id hash (19 MiB, t=2)", hash());
        return floors;
    }

    private double signature(JWSAlgorithm algorithm, JWK key) {
        JWSSigner signer = JwsSigning.with(key);
        JWSHeader header = new JWSHeader(algorithm);
        byte[] input = new byte[500];
        return millis(SIGNATURES, () -> signer.sign(header, input));
    }

    private static JWK rsa() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWK ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private double hash() {
        PwHash.Native sodium = new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY));
        byte[] password = "correct horse battery staple".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] hash = new byte[128];
        return millis(
                HASHES, () -> sodium.cryptoPwHashStr(hash, password, password.length, 2, new NativeLong(HASH_BYTES)));
    }

    /** Measures the second half only, when compilation is finished. */
    private double millis(int times, Work work) {
        try {
            for (int i = 0; i < times; i++) {
                work.run();
            }
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) {
                work.run();
            }
            return (threads.getCurrentThreadCpuTime() - before) / 1e6 / times;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
