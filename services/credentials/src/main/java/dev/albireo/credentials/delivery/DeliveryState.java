package dev.albireo.credentials.delivery;

import java.util.Arrays;

/** The delivery state of a code. */
public enum DeliveryState {
    ON_ITS_WAY("on-its-way"),
    /** Not accepted so far; another attempt follows. */
    TRYING("trying"),
    DELIVERED("delivered"),
    FAILED("failed");

    private final String word;

    DeliveryState(String word) {
        this.word = word;
    }

    /** Returns its word in the database and in the page. */
    public String word() {
        return word;
    }

    static DeliveryState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word.equals(word))
                .findFirst()
                .orElseThrow();
    }
}
