package dev.albireo.credentials.session;

import java.util.Optional;

/** The device that a request comes from, as its device cookie says. It is no proof of identity. */
public interface SignInDevice {
    /** No device: for a session that no browser requests. */
    SignInDevice NONE = new SignInDevice() {
        @Override
        public Optional<String> knownTo(String subject) {
            return Optional.empty();
        }

        @Override
        public boolean isNewTo(String subject) {
            return false;
        }

        @Override
        public void remember(String subject) {
            // There is no cookie.
        }
    };

    /** Returns the identifier of the device, if the account signed in on it before. */
    Optional<String> knownTo(String subject);

    /** Returns whether the account did not sign in on it before, or is no longer remembered; false where devices have no cookie. */
    boolean isNewTo(String subject);

    /** Sets the cookie in the response after the account signed in. */
    void remember(String subject);
}
