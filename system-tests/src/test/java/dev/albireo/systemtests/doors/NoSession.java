package dev.albireo.systemtests.doors;

/** The common part of rules about sessions: the endpoints that use none. */
abstract class NoSession extends Rule {
    NoSession(String title, String threats) {
        super(title, threats);
        without("takes no session", Door.CLIENT, Door.INTROSPECT, Door.REVOKE, Door.REGISTER);
        without("leaving is always allowed", Door.LOGOUT);
    }
}
