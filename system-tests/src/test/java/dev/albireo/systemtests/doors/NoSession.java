package dev.albireo.systemtests.doors;

/** What rules about sessions have in common: the doors that take none. */
abstract class NoSession extends Rule {
    NoSession(String title, String threats) {
        super(title, threats);
        without("takes no session", Door.CLIENT, Door.INTROSPECT, Door.REVOKE, Door.REGISTER);
        without("leaving is always allowed", Door.LOGOUT);
    }
}
