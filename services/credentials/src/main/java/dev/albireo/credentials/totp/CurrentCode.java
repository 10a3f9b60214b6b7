package dev.albireo.credentials.totp;

/**
 * The code that a person's authenticator application shows now.
 *
 * @param step of the code, as the totp table counts them
 * @param used this step or a later one was accepted already, so this code opens nothing any more
 */
public record CurrentCode(String code, long step, boolean used) {
    @Override
    public String toString() {
        return "CurrentCode[step=" + step + ", used=" + used + "]";
    }
}
