package dev.albireo.credentials.totp;

import dev.albireo.events.UserState;
import dev.albireo.protocol.QueryEncoding;
import dev.albireo.protocol.TotpSecret;

/** The URI that authenticator applications read from a QR code. */
final class OtpAuthUri {
    private OtpAuthUri() {}

    /** {@code otpauth://totp/<issuer>:<account>?secret=<base32>&issuer=<issuer>}, each part percent-encoded. */
    static String of(String issuer, UserState user, TotpSecret secret) {
        String prefix = encode(label(issuer));
        return "otpauth://totp/" + prefix + ":" + encode(label(account(user))) + "?secret=" + secret.base32()
                + "&issuer=" + prefix;
    }

    /** Returns the email address if there is one, otherwise the id of the declared resource, otherwise the username. */
    private static String account(UserState user) {
        String email = user.email();
        String resource = user.resourceId();
        if (email != null) {
            return email;
        }
        return resource != null ? resource : user.username();
    }

    /** Neither part of the label may contain a colon, encoded or not ("Key Uri Format"): the application would split there. */
    private static String label(String part) {
        return part.replace(':', '_');
    }

    private static String encode(String text) {
        return QueryEncoding.encode(text).replace("+", "%20");
    }
}
