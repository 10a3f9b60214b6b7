package dev.albireo.credentials.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.credentials.user.GroupMembers;
import dev.albireo.credentials.user.LoginName;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.FieldAliases;
import dev.albireo.web.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code Group} resource as a write declares it. A write that omits {@code requires2fa} or the members keeps them.
 *
 * @param members login names, ids or verified addresses of all members, or their subjects; absent if they stay as they are
 */
record GroupDeclaration(
        Optional<String> name, Optional<String> description, boolean requires2fa, Optional<List<String>> members) {
    static final String TYPE = "Group";

    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String REQUIRES_2FA = "requires2fa";
    private static final String MEMBERS = "members";
    private static final String MEMBER_COUNT = "memberCount";
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DESCRIPTION_LENGTH = 1_000;

    private static final FieldAliases ALIASES = new FieldAliases(Map.of("requires_2fa", REQUIRES_2FA));

    GroupDeclaration {
        members = members.map(List::copyOf);
    }

    /** Returns a copy of a write in which each field has the resource's own name. */
    static JsonNode resolved(JsonNode body) {
        return ALIASES.resolve(body);
    }

    /** Reads a write; {@code before} is the current state. Rejected with {@code UNPROCESSABLE}, naming the field. */
    static GroupDeclaration of(JsonNode body, Optional<GroupEntity> before) {
        Fields fields = Fields.of(body).withEmptyAsAbsent();
        DeclaredRepresentation.ENVELOPE.forEach(fields::any);
        fields.any(MEMBER_COUNT);
        Optional<String> name = fields.text(NAME, MAX_NAME_LENGTH);
        fields.require(name.filter(text -> !LoginName.isPlain(text)).isEmpty(), NAME, "plain characters");
        GroupDeclaration declared = new GroupDeclaration(
                name,
                fields.text(DESCRIPTION, MAX_DESCRIPTION_LENGTH),
                fields.flag(REQUIRES_2FA)
                        .orElse(before.map(group -> group.requires2fa).orElse(false)),
                fields.any(MEMBERS).map(named -> members(fields)));
        fields.refuseUnknown();
        return declared;
    }

    /** Reads the users of a command that adds or removes members. */
    static List<String> members(JsonNode body) {
        Fields fields = Fields.of(body);
        fields.require(fields.has(MEMBERS), MEMBERS, "a list of users");
        List<String> members = members(fields);
        fields.refuseUnknown();
        return members;
    }

    private static List<String> members(Fields fields) {
        List<String> members = fields.strings(MEMBERS);
        fields.require(
                members.size() <= GroupMembers.MAX_NAMED, MEMBERS, "at most " + GroupMembers.MAX_NAMED + " users");
        return members;
    }

    /** Returns what a merge patch applies to: the group without its members, which a patch replaces or keeps as a whole. */
    static ObjectNode patched(GroupEntity group) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Optional.ofNullable(group.name).ifPresent(text -> body.put(NAME, text));
        Optional.ofNullable(group.description).ifPresent(text -> body.put(DESCRIPTION, text));
        return body.put(REQUIRES_2FA, group.requires2fa);
    }

    /** Returns the resource as it is shown in a list, with the number of its members alone. */
    static DeclaredRepresentation show(GroupEntity group, long memberCount) {
        ObjectNode body = patched(group).put(MEMBER_COUNT, memberCount);
        return new DeclaredRepresentation(TYPE, group.id, group.version, group.createdAt, group.updatedAt, body);
    }

    /** Returns the resource with the login names of its members, unless a write could not name so many. */
    static DeclaredRepresentation show(GroupEntity group, long memberCount, List<String> members) {
        DeclaredRepresentation shown = show(group, memberCount);
        if (memberCount <= GroupMembers.MAX_NAMED) {
            members.forEach(shown.body().putArray(MEMBERS)::add);
        }
        return shown;
    }
}
