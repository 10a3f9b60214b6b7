package dev.albireo.credentials.recovery;

import java.util.List;

/** New recovery codes, which only their owner may see. */
public record NewRecoveryCodes(List<String> list) {
    /** No new codes. */
    public static final NewRecoveryCodes NONE = new NewRecoveryCodes(List.of());

    public NewRecoveryCodes {
        list = List.copyOf(list);
    }

    /** Returns a text file with them, as {@code data:} URI. */
    public String download() {
        return "data:text/plain;charset=utf-8," + String.join("%0A", list) + "%0A";
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
