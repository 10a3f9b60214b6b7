package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.albireo.oauth.client.metadata.MemberDifference;
import dev.albireo.oauth.client.metadata.MetadataReader;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.FieldAliases;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The metadata that an administrator declares: the members of the resource {@code Client}, by their path.
 *
 * @param resource the fields of the resource
 * @param flow the fields of its {@code auth.authorization_code}, where a list may also be one text
 */
record DeclaredMetadata(Fields resource, Fields flow) implements MetadataReader {
    /** The names of RFC 7591 and OpenID Connect Dynamic Client Registration for members that the resource names otherwise. */
    static final FieldAliases ALIASES =
            new FieldAliases(MemberDifference.aliases()).and("client_secret", SecretChange.FIELD);

    private static final String FLOW = "auth.authorization_code.";

    static DeclaredMetadata of(Fields resource) {
        Fields flow = resource.object("auth")
                .flatMap(auth -> auth.object("authorization_code"))
                .orElseGet(() -> Fields.of(JsonNodeFactory.instance.objectNode()));
        return new DeclaredMetadata(resource, flow);
    }

    @Override
    public boolean isByAdministrator() {
        return true;
    }

    @Override
    public Optional<String> text(String member) {
        return MemberDifference.isDeclared(member)
                ? holder(member).text(name(member)).map(text -> checked(member, text))
                : Optional.empty();
    }

    @Override
    public Optional<List<String>> strings(String member) {
        return any(member)
                .map(list -> list(member).stream()
                        .map(text -> checked(member, text))
                        .map(text -> MemberDifference.value(member, text))
                        .toList());
    }

    @Override
    public Optional<List<String>> words(String member) {
        return any(member).filter(JsonNode::isTextual).isPresent()
                ? text(member).map(text -> List.of(text.strip().split(" +")))
                : strings(member);
    }

    @Override
    public Optional<Boolean> flag(String member) {
        return holder(member).flag(name(member));
    }

    @Override
    public Optional<Integer> number(String member, int least, int limit) {
        return holder(member).number(name(member), least, limit);
    }

    @Override
    public Optional<JsonNode> any(String member) {
        return holder(member).any(name(member));
    }

    @Override
    public List<String> translationsOf(String member) {
        return resource.names().stream()
                .filter(name -> name.startsWith(member + "#"))
                .toList();
    }

    @Override
    public RuntimeException redirectUri(String violation) {
        String path = MemberDifference.path(RedirectUris.MEMBER);
        return Problem.UNPROCESSABLE.because(path + ": one " + violation, path);
    }

    @Override
    public RuntimeException mustBe(String member, String requirement) {
        return refused(member, requirement);
    }

    /** Returns the error for a member, with its path in the resource. */
    static ProblemRefusal refused(String member, String requirement) {
        String path = MemberDifference.path(member);
        return Problem.UNPROCESSABLE.because(path + " must be " + requirement, path);
    }

    /** Returns the redirect URIs of a resource that is not validated yet, except for malformed ones. */
    static List<String> redirectUris(JsonNode resource) {
        JsonNode uris =
                resource.at("/" + MemberDifference.path(RedirectUris.MEMBER).replace('.', '/'));
        Stream<JsonNode> written = uris.isArray() ? uris.valueStream() : Stream.of(uris);
        return written.filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
    }

    private List<String> list(String member) {
        return isInFlow(member) ? flow.oneOrMore(name(member)) : resource.strings(name(member));
    }

    private Fields holder(String member) {
        return isInFlow(member) ? flow : resource;
    }

    /** Returns the name of the member in its object. */
    private static String name(String member) {
        String path = MemberDifference.path(member);
        return isInFlow(member) ? path.substring(FLOW.length()) : path;
    }

    private static boolean isInFlow(String member) {
        return MemberDifference.path(member).startsWith(FLOW);
    }

    private String checked(String member, String text) {
        require(Parameters.isText(text), member, "text without control characters");
        return text;
    }
}
