package dev.albireo.webhooks.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which form an event is posted: a mode of the HTTP binding of CloudEvents 1.0 (section 3), or another schema. */
public enum ContentFormat {
    /** One JSON object with the attributes and the data. */
    STRUCTURED,

    /** The data as the body, the attributes as {@code ce-*} headers. */
    BINARY,

    /** An audit record as an event of OCSF 1.3, without the attributes of CloudEvents. */
    OCSF;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the format of this name. */
    public static Optional<ContentFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }
}
