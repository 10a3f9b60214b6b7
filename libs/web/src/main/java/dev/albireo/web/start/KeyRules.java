package dev.albireo.web.start;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rules on keys of 32 random bytes, each for one purpose. */
final class KeyRules {
    static final int BYTES = 32;
    /** Of 32 random bytes fewer are different in one key of 10¹⁰. */
    private static final int FEW = 16;

    private static final String EARLIER = "-earlier";
    private static final String SUBJECTS_KEY = "albireo.keys.subjects";
    private static final String HINT = "; set 32 random bytes (head -c 32 /dev/urandom | base64)";

    private static final String PUBLIC =
            "; set the public key that `deploy/compose/make-env` derives from the producer's signing key";

    static final StartupRule EACH = StartupRule.refuses(
            "`albireo.keys.*`, `albireo.events.signing-key`, `albireo.events.public-keys.*`",
            "32 random bytes in base64; a text, a repetition or a sequence is not random. docs/interfaces.md lists the keys of each service",
            KeyRules::weak);

    static final StartupRule APART =
            StartupRule.refuses("the same", "all keys of a service differ: each key has one purpose", KeyRules::alike);

    static final StartupRule SUBJECTS = StartupRule.refuses(
            "`albireo.keys.subjects` (oauth)",
            "set where `albireo.keys.secrets-earlier` is set, to the first value of `albireo.keys.secrets`; otherwise pairwise subjects would"
                    + " change",
            KeyRules::subjects);

    private KeyRules() {}

    private static List<String> weak(StartupSettings settings) {
        List<String> lines = new ArrayList<>();
        for (String key : settings.service().keys()) {
            settings.value(key)
                    .map(KeyRules::violation)
                    .orElse(Optional.of("is not set"))
                    .ifPresent(what -> lines.add(key + " " + what + HINT));
        }
        for (String key : settings.service().publicKeys()) {
            List<String> keys = settings.list(key);
            if (keys.isEmpty()) {
                lines.add(key + " is not set" + PUBLIC);
            }
            keys.forEach(one -> violation(one).ifPresent(what -> lines.add("one of " + key + " " + what + PUBLIC)));
        }
        for (String key : settings.service().keys()) {
            for (String earlier : settings.list(key + EARLIER)) {
                violation(earlier).ifPresent(what -> lines.add("one of " + key + EARLIER + " " + what + "; remove it"));
            }
        }
        return lines;
    }

    private static List<String> subjects(StartupSettings settings) {
        boolean replaced = !settings.list("albireo.keys.secrets" + EARLIER).isEmpty();
        return settings.value(SUBJECTS_KEY)
                .map(key -> violation(key).map(what -> SUBJECTS_KEY + " " + what + HINT).stream()
                        .toList())
                .orElseGet(() -> StartupRule.when(
                        replaced, SUBJECTS_KEY + " is not set; set the first value of albireo.keys.secrets"));
    }

    private static List<String> alike(StartupSettings settings) {
        Map<String, String> first = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String key : settings.service().keys()) {
            settings.value(key).ifPresent(text -> {
                String other = first.putIfAbsent(text, key);
                if (other != null) {
                    lines.add(key + " is the same as " + other + HINT);
                }
            });
        }
        return lines;
    }

    /** Returns what is wrong with it as a key. */
    static Optional<String> violation(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.of("is not base64");
        }
        if (key.length != BYTES) {
            return Optional.of("has " + key.length + " bytes in place of " + BYTES);
        }
        return isPredictable(key) ? Optional.of("is not random") : Optional.empty();
    }

    private static boolean isPredictable(byte[] key) {
        boolean text = IntStream.range(0, key.length).allMatch(i -> key[i] >= ' ' && key[i] <= '~');
        long different =
                IntStream.range(0, key.length).map(i -> key[i]).distinct().count();
        long steps = IntStream.range(1, key.length)
                .map(i -> (key[i] - key[i - 1]) & 0xff)
                .distinct()
                .count();
        return text || different < FEW || steps < FEW;
    }
}
