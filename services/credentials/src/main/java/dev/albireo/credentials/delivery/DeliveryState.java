package dev.albireo.credentials.delivery;

import java.util.Arrays;

/** What is known of a code that was sent. */
public enum DeliveryState {
    ON_ITS_WAY("on-its-way"),
    /** It was not taken so far; another try follows. */
    TRYING("trying"),
    DELIVERED("delivered"),
    FAILED("failed");

    private final String word;

    DeliveryState(String word) {
        this.word = word;
    }

    /** As it stands in the database, and in the page. */
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
