package dev.albireo.credentials.totp;

/**
 * What a person needs to set an authenticator application up.
 *
 * @param uri what a QR code says
 * @param secretKey the same secret to be typed, in base32
 */
public record PendingApp(String uri, String secretKey) {
    /** Returns the URI as a QR code: a picture as {@code data:} URI. */
    public String qr() {
        return QrCode.dataUri(uri);
    }

    /** Returns the secret in groups of four. */
    public String grouped() {
        return secretKey.replaceAll("(.{4})(?!$)", "$1 ");
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
