package dev.albireo.protocol;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The scripts of a name (Unicode UTS 39 section 5.2). Characters of no script, such as ASCII digits and {@code @}, may
 * be combined with any.
 */
final class Scripts {
    /** Scripts that one language combines, each with Latin. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL));

    private Scripts() {}

    /**
     * Returns whether the scripts of a name, or of each label of an email address (UTS 39 section 3.3), may be combined
     * ("highly restrictive").
     */
    static boolean areWrittenTogether(String name) {
        int at = name.lastIndexOf('@');
        if (at < 0) {
            return oneRepertoire(name);
        }
        return Stream.concat(
                        Stream.of(name.substring(0, at)),
                        Stream.of(name.substring(at + 1).split("\\.")))
                .allMatch(Scripts::oneRepertoire);
    }

    private static boolean oneRepertoire(String text) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        text.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        if (scripts.size() <= 1) {
            return true;
        }
        scripts.remove(UnicodeScript.LATIN);
        return TOGETHER.stream().anyMatch(set -> set.containsAll(scripts));
    }
}
