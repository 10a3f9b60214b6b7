package dev.albireo.settings;

/**
 * One key that an operator may set.
 *
 * @param fallback what holds where it is not set, in words of Markdown
 */
record Setting(String key, String type, String fallback, String meaning) {
    /** As a row of a table in Markdown. */
    String row() {
        return "| `%s` | %s | %s | %s |".formatted(key, type, fallback, meaning.replace("|", "\\|"));
    }
}
