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

    /** Cyrillic and Greek letters that most fonts draw as Latin ones (UTS 39, confusables). */
    private static final String LATIN_LOOKALIKES = "аеіјорсухѕԁһӏԛԝѵαικνορτυχ";

    private Scripts() {}

    /**
     * Returns whether the scripts of a name, or of each label of an email address (UTS 39 section 3.3), may be combined
     * ("highly restrictive"). Before a Latin domain, a local part of letters that all look Latin is rejected too.
     */
    static boolean areWrittenTogether(String name) {
        int at = name.lastIndexOf('@');
        if (at < 0) {
            return oneRepertoire(name);
        }
        String local = name.substring(0, at);
        String domain = name.substring(at + 1);
        return Stream.concat(Stream.of(local), Stream.of(domain.split("\\."))).allMatch(Scripts::oneRepertoire)
                && !(looksLatin(local) && hasLatin(domain));
    }

    private static boolean looksLatin(String text) {
        return text.codePoints().anyMatch(Character::isLetter)
                && text.codePoints()
                        .filter(Character::isLetter)
                        .allMatch(letter -> LATIN_LOOKALIKES.indexOf(letter) >= 0);
    }

    private static boolean hasLatin(String text) {
        return text.codePoints().anyMatch(letter -> UnicodeScript.of(letter) == UnicodeScript.LATIN);
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
