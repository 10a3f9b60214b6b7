package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.metadata.ClientMetadataValidation.MetadataViolation;
import dev.albireo.oauth.client.metadata.MemberDifference;
import dev.albireo.oauth.client.metadata.MetadataReader;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.NulCharacters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The metadata of a registration request or of its verified software statement (RFC 7591 section 2). Null, an empty text and an empty list
 * count as absent; unknown members, and those that only an administrator can declare, are ignored.
 */
record RegisteredMetadata(JsonNode body) implements MetadataReader {
    private static final int MAX_ENTRIES = 50;

    /** Rejects a body that is not an object. */
    RegisteredMetadata {
        if (!body.isObject()) {
            throw refused("the body", "must be a JSON object");
        }
    }

    @Override
    public boolean isByAdministrator() {
        return false;
    }

    @Override
    public Optional<String> text(String member) {
        Optional<JsonNode> value = any(member);
        if (!value.stream().allMatch(RegisteredMetadata::isText)) {
            throw refused(member, "must be a string");
        }
        return value.map(JsonNode::textValue);
    }

    @Override
    public Optional<List<String>> strings(String member) {
        return any(member).map(value -> strings(member, value));
    }

    @Override
    public Optional<List<String>> words(String member) {
        return text(member).map(Parameters::values).filter(words -> !words.isEmpty());
    }

    @Override
    public Optional<Boolean> flag(String member) {
        Optional<JsonNode> value = any(member);
        if (!value.stream().allMatch(JsonNode::isBoolean)) {
            throw refused(member, "must be true or false");
        }
        return value.map(JsonNode::booleanValue);
    }

    @Override
    public Optional<Integer> number(String member, int least, int limit) {
        Optional<JsonNode> value = any(member);
        require(
                value.stream()
                        .allMatch(node -> node.isIntegralNumber()
                                && node.canConvertToInt()
                                && node.intValue() >= least
                                && node.intValue() <= limit),
                member,
                "a whole number from " + least + " to " + limit);
        return value.map(JsonNode::intValue);
    }

    /** U+0000 is rejected at every level. */
    @Override
    public Optional<JsonNode> any(String member) {
        if (!MemberDifference.isRegistered(member)) {
            return Optional.empty();
        }
        JsonNode value = body.path(member);
        if (NulCharacters.isIn(value)) {
            throw refused(member, "must be without U+0000");
        }
        boolean empty = (value.isTextual() && value.textValue().isEmpty()) || (value.isArray() && value.isEmpty());
        return value.isMissingNode() || value.isNull() || empty ? Optional.empty() : Optional.of(value);
    }

    @Override
    public List<String> translationsOf(String member) {
        return body.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(member + "#"))
                .toList();
    }

    @Override
    public RuntimeException redirectUri(String violation) {
        return OAuthError.INVALID_REDIRECT_URI.because("redirect_uris: one " + violation);
    }

    @Override
    public RuntimeException mustBe(String member, String requirement) {
        return refused(member, "must be " + requirement);
    }

    /** Returns the error for a member that the operator's settings exclude. */
    static OAuthRefusal refused(MetadataViolation violation) {
        OAuthError error = violation.member().equals(RedirectUris.MEMBER)
                ? OAuthError.INVALID_REDIRECT_URI
                : OAuthError.INVALID_CLIENT_METADATA;
        return error.because(violation.member() + ": must be " + violation.requirement());
    }

    /** Returns the error {@code invalid_client_metadata} for a member. */
    static OAuthRefusal refused(String member, String why) {
        return OAuthError.INVALID_CLIENT_METADATA.because(member + ": " + why);
    }

    private static List<String> strings(String member, JsonNode list) {
        if (!list.isArray() || list.size() > MAX_ENTRIES) {
            throw refused(member, "must be a list of at most " + MAX_ENTRIES);
        }
        if (!StreamSupport.stream(list.spliterator(), false).allMatch(RegisteredMetadata::isText)) {
            throw refused(member, "must be a list of strings");
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && Parameters.isText(value.textValue());
    }
}
