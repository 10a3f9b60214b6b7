package dev.albireo.systemtests.support;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Searches a text for thousands of secrets at once: reads it once, and compares only where the first characters of a secret may stand. */
public final class SecretSearch {
    private static final int BITS = 22;

    private final Map<String, List<String>> byStart;
    private final BitSet starts = new BitSet(1 << BITS);

    /** Creates a search for secrets of at least {@link Secrets#SHORTEST} characters. */
    public SecretSearch(Collection<String> secrets) {
        byStart = secrets.stream().collect(Collectors.groupingBy(secret -> secret.substring(0, Secrets.SHORTEST)));
        byStart.keySet().forEach(start -> starts.set(hash(start, 0)));
    }

    /**
     * A secret in a text.
     *
     * @param before the text before it, on one line
     */
    public record Found(String secret, String before) {}

    /** Returns each occurrence of a secret. */
    public Stream<Found> in(String text) {
        return IntStream.rangeClosed(0, text.length() - Secrets.SHORTEST)
                .filter(at -> starts.get(hash(text, at)))
                .boxed()
                .flatMap(at -> byStart.getOrDefault(text.substring(at, at + Secrets.SHORTEST), List.of()).stream()
                        .filter(secret -> text.startsWith(secret, at))
                        .map(secret -> new Found(secret, around(text, at))));
    }

    private static int hash(String text, int from) {
        int hash = 0;
        for (int i = from; i < from + Secrets.SHORTEST; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return (hash * 0x9E3779B1) >>> (Integer.SIZE - BITS);
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 120), at).replaceAll("\\s+", " ");
    }
}
