package dev.albireo.protocol;

import java.util.Set;

/** The Bidi Rule (RFC 5893 section 2), which RFC 8265 section 3.3.1 applies to names with right-to-left characters. */
final class BidiRule {
    private static final byte L = Character.DIRECTIONALITY_LEFT_TO_RIGHT;
    private static final byte R = Character.DIRECTIONALITY_RIGHT_TO_LEFT;
    private static final byte AL = Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    private static final byte AN = Character.DIRECTIONALITY_ARABIC_NUMBER;
    private static final byte EN = Character.DIRECTIONALITY_EUROPEAN_NUMBER;
    private static final byte NSM = Character.DIRECTIONALITY_NONSPACING_MARK;
    private static final Set<Byte> NEUTRAL = Set.of(
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
            Character.DIRECTIONALITY_OTHER_NEUTRALS,
            Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
            NSM);

    private BidiRule() {}

    /** Returns whether a label satisfies the rule. A label without right-to-left characters does. */
    static boolean isSatisfiedBy(String label) {
        byte[] all = directions(label);
        if (!has(all, R, AL, AN)) {
            return true;
        }
        byte last = last(all);
        boolean ends = last == R || last == AL || last == EN || last == AN;
        return (all[0] == R || all[0] == AL) && ends && onlyRightToLeft(all) && !(has(all, EN) && has(all, AN));
    }

    private static boolean onlyRightToLeft(byte[] all) {
        for (byte one : all) {
            boolean allowed = one == R || one == AL || one == AN || one == EN || NEUTRAL.contains(one);
            if (one == L || !allowed) {
                return false;
            }
        }
        return true;
    }

    private static byte last(byte[] all) {
        int end = all.length - 1;
        while (end > 0 && all[end] == NSM) {
            end--;
        }
        return all[end];
    }

    private static boolean has(byte[] all, byte... wanted) {
        for (byte one : all) {
            for (byte other : wanted) {
                if (one == other) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] directions(String label) {
        int[] points = label.codePoints().toArray();
        byte[] directions = new byte[points.length];
        for (int i = 0; i < points.length; i++) {
            directions[i] = Character.getDirectionality(points[i]);
        }
        return directions;
    }
}
