package dev.albireo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters in the format {@code application/x-www-form-urlencoded} (RFC 6749 appendix B), whose characters are UTF-8.
 *
 * <p>No byte is replaced silently: one that is not UTF-8, and a percent sign without two hexadecimal digits, becomes a lone surrogate. No
 * valid text contains one, so that a single rule rejects text that cannot be returned unchanged.
 */
final class UrlEncoded {
    private static final char LOW_SURROGATE = 0xDC00;
    private static final byte NEVER_UTF_8 = (byte) 0xFF;

    private UrlEncoded() {}

    /** Returns the parameters, in order. A name without an equals sign has an empty value. */
    static Map<String, List<String>> parse(byte[] text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int start = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == '&') {
                if (i > start) {
                    add(text, start, i, values);
                }
                start = i + 1;
            }
        }
        return values;
    }

    private static void add(byte[] text, int from, int to, Map<String, List<String>> values) {
        int equals = from;
        while (equals < to && text[equals] != '=') {
            equals++;
        }
        String name = decode(text, from, equals);
        String value = decode(text, Math.min(equals + 1, to), to);
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private static String decode(byte[] text, int from, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (text[i] != '%') {
                bytes.write(text[i] == '+' ? ' ' : text[i]);
                continue;
            }
            int high = i + 2 < to ? Character.digit(text[i + 1], 16) : -1;
            int low = i + 2 < to ? Character.digit(text[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                bytes.write(NEVER_UTF_8);
            } else {
                bytes.write(high * 16 + low);
                i += 2;
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static String utf8(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            byte[] lost = new byte[result.length()];
            in.get(lost);
            for (byte value : lost) {
                out.put((char) (LOW_SURROGATE + (value & 0xFF)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }
}
