package dev.albireo.oauth.client.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Client metadata of a registration or a declaration: a member of the wrong type is rejected in the error format of that endpoint. */
public interface MetadataReader {
    /** Returns the text of this field. */
    Optional<String> text(String field);

    /** Returns the list of texts of this field. */
    Optional<List<String>> strings(String field);

    /** Returns the flag of this field; false if it is absent. */
    boolean flag(String field);

    /** Returns an integer within these bounds. */
    Optional<Integer> number(String field, int least, int limit);

    /** Returns the value of any type, unless it is null. */
    Optional<JsonNode> any(String field);

    /** Returns the names of this member with a language tag (RFC 7591 section 2.2), such as {@code client_name#de}. */
    List<String> translationsOf(String field);

    /** Returns the error for a redirect URI; the text continues with {@code is} or {@code has}. */
    RuntimeException redirectUri(String violation);

    /** Returns the error for a field; the text continues with {@code must be}. */
    RuntimeException mustBe(String field, String wanted);
}
