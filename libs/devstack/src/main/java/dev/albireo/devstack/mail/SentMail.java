package dev.albireo.devstack.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * A mail that a service has sent.
 *
 * @param id the order in which the mails arrived
 * @param to the address of the envelope
 * @param text the part of plain text, or an empty text
 * @param html the part of HTML, or an empty text
 */
public record SentMail(int id, Instant at, String to, String from, String subject, String text, String html) {
    static SentMail parse(int id, Instant at, String to, InputStream data) throws IOException {
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), data);
            return new SentMail(
                    id,
                    at,
                    to,
                    Objects.requireNonNullElse(message.getHeader("From", ","), ""),
                    Objects.requireNonNullElse(message.getSubject(), ""),
                    part(message, "text/plain").orElse(""),
                    part(message, "text/html").orElse(""));
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private static Optional<String> part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return Optional.of(String.valueOf(part.getContent()).replace("\r\n", "\n"));
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                Optional<String> found = part(inner, type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
