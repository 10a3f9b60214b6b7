package dev.albireo.admin.access;

import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What is wrong with a request to GraphQL.
 *
 * @param location where in the document, if it is one place
 */
record InvalidGraphql(String message, Optional<SourceLocation> location) {
    private static final int MAX_TOKEN_LENGTH = 40;

    static InvalidGraphql of(String message) {
        return new InvalidGraphql(message, Optional.empty());
    }

    /** Returns the syntax error with its place, and the token that is not expected there. */
    static InvalidGraphql of(InvalidSyntaxException syntax) {
        Optional<SourceLocation> location = Optional.ofNullable(syntax.getLocation());
        String place = location.map(at -> " at line " + at.getLine() + ", column " + at.getColumn())
                .orElse("");
        String token = Optional.ofNullable(syntax.getOffendingToken())
                .map(text -> text.equals("<EOF>") ? ": the document ends too early" : ": unexpected " + shown(text))
                .orElse("");
        return new InvalidGraphql("the query has a syntax error" + place + token, location);
    }

    private static String shown(String token) {
        return "'" + token.substring(0, Math.min(token.length(), MAX_TOKEN_LENGTH)) + "'";
    }

    /** Returns the error in the format of section 7.1.2 of the GraphQL specification. */
    JsonObject error(String code) {
        JsonObject error = new JsonObject().put("message", message);
        location.ifPresent(at -> error.put(
                "locations",
                new JsonArray().add(new JsonObject().put("line", at.getLine()).put("column", at.getColumn()))));
        return error.put("extensions", new JsonObject().put("code", code));
    }
}
