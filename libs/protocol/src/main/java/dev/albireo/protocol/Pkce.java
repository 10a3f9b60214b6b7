package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * Proof Key for Code Exchange with the S256 method.
 *
 * <p>The method "plain" is not supported: it exposes the verifier in the front channel (RFC 9700 section 2.1.1).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.6">RFC 7636 section 4.6</a>
 */
public final class Pkce {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Pkce() {}

    /** Returns whether the text has the form of an S256 challenge: 43 base64url characters. */
    public static boolean isChallenge(String challenge) {
        return CHALLENGE.matcher(challenge).matches();
    }

    /** Returns whether {@code verifier} is well-formed (RFC 7636 section 4.1) and matches {@code challenge}. */
    public static boolean matches(String challenge, String verifier) {
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        challenge.getBytes(US_ASCII), Sha256.of(verifier).getBytes(US_ASCII));
    }
}
