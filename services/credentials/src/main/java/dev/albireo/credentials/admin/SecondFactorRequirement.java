package dev.albireo.credentials.admin;

/**
 * What an administrator decides about the second factor of a user.
 *
 * @param required whether the user needs one at every sign-in
 * @param endSessions whether the user's sessions and grants end
 */
record SecondFactorRequirement(boolean required, boolean endSessions) {
    /** Returns whether the administrator needs a recent second factor: to lower the requirement, and to end the sessions of another user. */
    boolean needsRecentProof() {
        return !required || endSessions;
    }
}
