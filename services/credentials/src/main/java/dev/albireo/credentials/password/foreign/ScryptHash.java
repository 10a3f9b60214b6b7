package dev.albireo.credentials.password.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.util.Arrays;

/** scrypt (RFC 7914) in the PHC string format, {@code $scrypt$ln=15,r=8,p=1$salt$hash}. */
@SuppressWarnings("ArrayRecordComponent") // compared by matches alone
record ScryptHash(String text, ScryptCost cost, byte[] salt, byte[] hash) implements ForeignHash {
    private static final int SHORTEST_HASH = 16;
    private static final int MAX_BYTES = 64;
    private static final Pattern PHC = Pattern.compile(
            "\\$scrypt\\$ln=(\\d{1,9}),r=(\\d{1,9}),p=(\\d{1,9})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static ScryptHash parse(String text) {
        Matcher phc = PHC.matcher(text);
        if (!phc.matches()) {
            throw new UnsupportedHash("is not scrypt as $scrypt$ln=…,r=…,p=…$salt$hash in base64 without padding");
        }
        return new ScryptHash(
                text,
                ScryptCost.of(phc.group(1), phc.group(2), phc.group(3)),
                Base64Text.decode(phc.group(4), "salt", 1, MAX_BYTES),
                Base64Text.decode(phc.group(5), "hash", SHORTEST_HASH, MAX_BYTES));
    }

    @Override
    public boolean matches(String password, BiPredicate<String, String> argon2) {
        return Arrays.constantTimeAreEqual(cost.derive(password, salt, hash.length), hash);
    }

    @Override
    public String toString() {
        return "ScryptHash[redacted]";
    }

    /**
     * The cost parameters of scrypt.
     *
     * @param logN the binary logarithm of N
     * @param r the block size
     * @param p the parallelization
     */
    record ScryptCost(int logN, int r, int p) {
        /** In MiB, on the heap; the containers of {@code deploy} have room for two such hashes at once. */
        private static final int MAX_MEMORY = 32;

        private static final int MAX_LOG_N = 20;
        private static final int MAX_R = 32;
        private static final int MAX_P = 16;

        /** N times r times p: about a second. */
        private static final int MAX_WORK = 1 << 21;

        static ScryptCost of(String logN, String r, String p) {
            ScryptCost cost = new ScryptCost(
                    UnsupportedHash.atMost(Long.parseLong(logN), MAX_LOG_N, "as the logarithm of scrypt's N"),
                    UnsupportedHash.atMost(Long.parseLong(r), MAX_R, "as scrypt's r"),
                    UnsupportedHash.atMost(Long.parseLong(p), MAX_P, "as scrypt's p"));
            long memory = 128L * cost.n() * cost.r();
            UnsupportedHash.atMost(Math.ceilDiv(memory, 1L << 20), MAX_MEMORY, "MiB of memory");
            UnsupportedHash.atMost((long) cost.n() * cost.r() * cost.p(), MAX_WORK, "as scrypt's N times r times p");
            return cost;
        }

        private int n() {
            return 1 << logN;
        }

        byte[] derive(String password, byte[] salt, int bytes) {
            return SCrypt.generate(password.getBytes(UTF_8), salt, n(), r, p, bytes);
        }
    }
}
