package dev.albireo.web;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds U+0000, which PostgreSQL cannot store in a text. */
public final class NulCharacters {
    private NulCharacters() {}

    /** Returns whether a text or the name of a member has U+0000, at any level. */
    public static boolean isIn(JsonNode json) {
        if (json.isTextual()) {
            return isIn(json.textValue());
        }
        for (var member : json.properties()) {
            if (isIn(member.getKey())) {
                return true;
            }
        }
        for (JsonNode child : json) {
            if (isIn(child)) {
                return true;
            }
        }
        return false;
    }

    static boolean isIn(String text) {
        return text.indexOf('\0') >= 0;
    }
}
