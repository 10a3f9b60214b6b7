package dev.albireo.policy;

/** The kinds of condition that a rule of the declared policy can state, by their names in the document. */
public enum RuleCondition {
    /** The user is one of these. */
    USERS("users"),
    /** The user is a member of one of these groups. */
    GROUPS("groups"),
    /** The client is one of these. */
    CLIENTS("clients"),
    /** One of these scopes is requested. */
    SCOPES("scopes"),
    /** One of these resources is requested (RFC 8707). */
    RESOURCES("resources"),
    /** One of these {@code acr_values} is requested. */
    ACR_VALUES("acrValues"),
    /** The request has a {@code max_age}, of at most this many seconds. */
    MAX_AGE("maxAge"),
    /** The user's address is in these networks, or outside of them. */
    NETWORKS("networks");

    private final String field;

    RuleCondition(String field) {
        this.field = field;
    }

    /** Returns its name in the document. */
    public String field() {
        return field;
    }
}
