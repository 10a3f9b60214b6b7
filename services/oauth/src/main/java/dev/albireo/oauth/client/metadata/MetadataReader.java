package dev.albireo.oauth.client.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.key.SigningAlgorithm;
import java.util.List;
import java.util.Optional;

/**
 * Reads the members of client metadata from a registration or a declaration. A member of the wrong type is rejected in the error format of
 * that endpoint. Members are named as in RFC 7591; {@link MemberDifference} lists what an endpoint names otherwise, and what it does not have.
 */
public interface MetadataReader {
    /** Returns whether an administrator declares the client, who may also set what a client cannot register. */
    boolean isByAdministrator();

    /** Returns the text of this member. */
    Optional<String> text(String member);

    /** Returns the list of texts of this member. */
    Optional<List<String>> strings(String member);

    /** Returns the words of this member, such as {@code scope}. */
    Optional<List<String>> words(String member);

    /** Returns the flag of this member. */
    Optional<Boolean> flag(String member);

    /** Returns an integer within these bounds. */
    Optional<Integer> number(String member, int least, int limit);

    /** Returns the value of any type, unless it is null. */
    Optional<JsonNode> any(String member);

    /** Returns the names of this member with a language tag (RFC 7591 section 2.2), such as {@code client_name#de}. */
    List<String> translationsOf(String member);

    /** Returns the error for a redirect URI; the text continues with {@code is} or {@code has}. */
    RuntimeException redirectUri(String violation);

    /** Returns the error for a member; the text continues with {@code must be}. */
    RuntimeException mustBe(String member, String requirement);

    /** Rejects the value of a member unless the condition holds. */
    default void require(boolean holds, String member, String requirement) {
        if (!holds) {
            throw mustBe(member, requirement);
        }
    }

    /** Returns the URL of a page that users or this server will visit. */
    default Optional<String> webPage(String member) {
        Optional<String> uri = text(member);
        require(uri.stream().allMatch(MetadataUris::isWebPage), member, "an https address");
        return uri;
    }

    /** Returns the signing algorithm that this member names. */
    default Optional<SigningAlgorithm> algorithm(String member) {
        return text(member)
                .map(name -> SigningAlgorithm.of(name)
                        .orElseThrow(() -> mustBe(member, "one of " + String.join(", ", SigningAlgorithm.names()))));
    }
}
