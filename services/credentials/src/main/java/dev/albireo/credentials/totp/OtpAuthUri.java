package dev.albireo.credentials.totp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.events.UserState;
import dev.albireo.protocol.TotpSecret;
import java.net.URLEncoder;

/** The URI that authenticator applications read from a QR code. */
final class OtpAuthUri {
    private OtpAuthUri() {}

    /** {@code otpauth://totp/<issuer>:<account>?secret=<base32>&issuer=<issuer>}, each part percent-encoded. */
    static String of(String issuer, UserState user, TotpSecret secret) {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(account(user)) + "?secret=" + secret.base32()
                + "&issuer=" + encode(issuer);
    }

    /** The address where there is one, else the id of the declared resource, else the username. */
    private static String account(UserState user) {
        String email = user.email();
        String resource = user.resourceId();
        if (email != null) {
            return email;
        }
        return resource != null ? resource : user.username();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
