package dev.albireo.credentials.totp;

/**
 * The data for setting an authenticator application up.
 *
 * @param uri the content of the QR code
 * @param secretKey the same secret for typing, in base32
 */
public record PendingApp(String uri, String secretKey) {
    /** Returns the URI as a QR code: an image as {@code data:} URI. */
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
