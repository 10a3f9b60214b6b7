package dev.albireo.oauth.key;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.smallrye.mutiny.Uni;

/** Signs with one private key (RFC 7515 section 5.1): at once in memory, later elsewhere. Called on the event loop. */
@FunctionalInterface
interface JwsSignature {
    /**
     * Returns the signature.
     *
     * @param input the encoded header, a dot, and the encoded payload
     */
    Uni<Base64URL> sign(JWSHeader header, byte[] input);
}
