package dev.albireo.credentials.password;

/** Passwords with a simple pattern, whatever their length. */
final class PasswordPattern {
    private static final int FEW = 4;
    private static final double MOST = 0.8;

    private PasswordPattern() {}

    /** Returns whether it has a few different characters, or is mostly a sequence such as {@code abcdef} or {@code 987654}. */
    static boolean isSimple(String password) {
        int[] points = password.codePoints().toArray();
        long steps = 0;
        for (int i = 1; i < points.length; i++) {
            if (Math.abs(points[i] - points[i - 1]) <= 1) {
                steps++;
            }
        }
        return password.codePoints().distinct().count() <= FEW || steps >= MOST * (points.length - 1);
    }

    /** Returns the shortest part that the password repeats; the password itself if it repeats none. */
    static String unit(String password) {
        for (int length = 1; length <= password.length() / 2; length++) {
            if (password.length() % length == 0
                    && password.substring(0, length)
                            .repeat(password.length() / length)
                            .equals(password)) {
                return password.substring(0, length);
            }
        }
        return password;
    }
}
