package dev.albireo.settings;

/**
 * One setting.
 *
 * @param fallback the default value, as Markdown
 */
record Setting(String key, String type, String fallback, String meaning) {
    /** Returns the row of a Markdown table. */
    String row() {
        return "| `%s` | %s | %s | %s |".formatted(key, type, fallback, meaning.replace("|", "\\|"));
    }
}
