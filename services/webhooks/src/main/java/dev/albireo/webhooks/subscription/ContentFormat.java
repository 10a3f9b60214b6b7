package dev.albireo.webhooks.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The modes of the HTTP binding of CloudEvents 1.0 (section 3) in which an event is posted. */
public enum ContentFormat {
    /** One JSON object with the attributes and the data. */
    STRUCTURED,

    /** The data as the body, the attributes as {@code ce-*} headers. */
    BINARY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ContentFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }
}
