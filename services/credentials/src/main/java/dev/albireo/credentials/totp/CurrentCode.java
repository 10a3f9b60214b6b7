package dev.albireo.credentials.totp;

/**
 * The code that a user's authenticator application currently shows.
 *
 * @param step the step of the code, as in the totp table
 * @param used whether this step or a later one was accepted already, so that the code is void
 */
public record CurrentCode(String code, long step, boolean used) {
    @Override
    public String toString() {
        return "CurrentCode[step=" + step + ", used=" + used + "]";
    }
}
