package dev.albireo.protocol;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.shaded.gson.stream.JsonReader;
import com.nimbusds.jose.shaded.gson.stream.JsonToken;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Parses JWTs and JWEs that come from outside, as the only parser that does. Rejects any input that can be read in more
 * than one way before a signature is verified: base64url with padding, of another alphabet or with spare bits (RFC 7515
 * section 2), a wrong number of parts, text that is not UTF-8, a header or claims with a repeated member at any depth
 * (RFC 7515 section 4, RFC 7519 section 4) or with text after the object, and a {@code crit} header, because no
 * extension is supported (RFC 7515 section 4.1.11).
 */
public final class CompactJose {
    private static final int PARTS_OF_A_JWS = 3;
    private static final int PARTS_OF_A_JWE = 5;
    private static final int DEEPEST = 32;
    private static final String CRITICAL = "crit";

    private CompactJose() {}

    /**
     * Parses a signed JWT; does not verify its signature.
     *
     * @throws ParseException if the text is not a signed JWT or is ambiguous
     */
    public static SignedJWT signedJwt(String text) throws ParseException {
        jws(text);
        return SignedJWT.parse(text);
    }

    /**
     * Parses a JWT that is signed or has {@code alg} {@code none}, for callers that report the latter themselves.
     *
     * @throws ParseException if the text is not such a JWT or is ambiguous
     */
    public static JWT jwt(String text) throws ParseException {
        jws(text);
        return JWTParser.parse(text);
    }

    /**
     * Parses a JWE; does not decrypt it.
     *
     * @throws ParseException if the text is not a JWE or is ambiguous
     */
    public static JWEObject jwe(String text) throws ParseException {
        String[] parts = parts(text, PARTS_OF_A_JWE);
        header(parts[0]);
        return JWEObject.parse(text);
    }

    private static void jws(String text) throws ParseException {
        String[] parts = parts(text, PARTS_OF_A_JWS);
        header(parts[0]);
        members(parts[1]);
    }

    private static String[] parts(String text, int count) throws ParseException {
        String[] parts = text.split("\\.", -1);
        if (parts.length != count) {
            throw new ParseException("not " + count + " parts", 0);
        }
        for (String part : parts) {
            decoded(part);
        }
        return parts;
    }

    /**
     * Decodes base64url and rejects spare bits in the last character (RFC 4648 section 3.5), so that each value has one
     * text only.
     */
    private static byte[] decoded(String part) throws ParseException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // as below
        }
        throw new ParseException("not base64url without padding", 0);
    }

    private static void header(String part) throws ParseException {
        if (members(part).contains(CRITICAL)) {
            throw new ParseException("crit names an extension that is not understood", 0);
        }
    }

    /** Returns the names of the outermost members of the JSON object in this part. */
    private static Set<String> members(String part) throws ParseException {
        try (JsonReader reader = new JsonReader(new StringReader(utf8(decoded(part))))) {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new ParseException("not a JSON object", 0);
            }
            return unrepeated(reader);
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new ParseException("not a JSON object", 0);
        }
    }

    private static Set<String> unrepeated(JsonReader reader) throws IOException, ParseException {
        Deque<Set<String>> open = new ArrayDeque<>();
        Set<String> outermost = new HashSet<>();
        do {
            switch (reader.peek()) {
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    open.push(open.isEmpty() ? outermost : new HashSet<>());
                }
                case END_OBJECT -> {
                    reader.endObject();
                    open.pop();
                }
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    open.push(new HashSet<>());
                }
                case END_ARRAY -> {
                    reader.endArray();
                    open.pop();
                }
                case NAME -> {
                    if (!open.element().add(reader.nextName())) {
                        throw new ParseException("a repeated member", 0);
                    }
                }
                default -> reader.skipValue();
            }
            if (open.size() > DEEPEST) {
                throw new ParseException("nested too deep", 0);
            }
        } while (!open.isEmpty());
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new ParseException("text after the JSON object", 0);
        }
        return outermost;
    }

    private static String utf8(byte[] bytes) throws ParseException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ParseException("not UTF-8", 0);
        }
    }
}
