package dev.albireo.oauth.client;

import java.util.List;
import java.util.Optional;

/** Client metadata at the door where it came in: what is of another type than wanted is refused in that door's words. */
interface Metadata {
    Optional<String> text(String field);

    Optional<List<String>> texts(String field);

    boolean flag(String field);

    /** A whole number within these bounds. */
    Optional<Integer> number(String field, int least, int most);

    /** The refusal of a field that {@code must be} so. */
    RuntimeException mustBe(String field, String wanted);
}
