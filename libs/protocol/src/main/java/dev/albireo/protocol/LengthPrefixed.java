package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** A list of parts as one text of bytes, each preceded by its length and a colon, so that their boundaries are unambiguous. */
final class LengthPrefixed {
    private LengthPrefixed() {}

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes((part.length + ":").getBytes(UTF_8));
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] joinTexts(List<String> parts) {
        return join(parts.stream().map(part -> part.getBytes(UTF_8)).toList());
    }
}
