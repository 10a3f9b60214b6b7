package dev.albireo.oauth.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Client metadata at the door where it came in: what is of another type than wanted is refused in that door's words. */
interface Metadata {
    Optional<String> text(String field);

    Optional<List<String>> texts(String field);

    boolean flag(String field);

    /** A whole number within these bounds. */
    Optional<Integer> number(String field, int least, int most);

    /** Whatever stands there, unless it is null. */
    Optional<JsonNode> any(String field);

    /** The names under which this field is said in some language (RFC 7591 section 2.2), such as {@code client_name#de}. */
    List<String> translationsOf(String field);

    /** The refusal of a redirect URI, of which something {@code is} or {@code has}. */
    RuntimeException redirectUri(String objection);

    /** The refusal of a field that {@code must be} so. */
    RuntimeException mustBe(String field, String wanted);
}
