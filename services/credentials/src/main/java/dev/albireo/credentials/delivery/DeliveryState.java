package dev.albireo.credentials.delivery;

import java.util.Arrays;

/** The delivery state of a code. */
public enum DeliveryState {
    IN_PROGRESS("on-its-way"),
    /** Not accepted so far; another attempt follows. */
    TRYING("trying"),
    DELIVERED("delivered"),
    FAILED("failed");

    private final String value;

    DeliveryState(String value) {
        this.value = value;
    }

    /** Returns its word in the database and in the page. */
    public String value() {
        return value;
    }

    static DeliveryState of(String value) {
        return Arrays.stream(values())
                .filter(state -> state.value.equals(value))
                .findFirst()
                .orElseThrow();
    }
}
