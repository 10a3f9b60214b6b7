package dev.albireo.oauth.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Client metadata of a registration or a declaration: a member of the wrong type is rejected in the error format of that endpoint. */
interface MetadataReader {
    Optional<String> text(String field);

    Optional<List<String>> strings(String field);

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
