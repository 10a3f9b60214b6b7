package dev.albireo.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a mail, which {@link MailRequested} contains encrypted.
 *
 * @param to the address, a single one
 * @param username the name of the account, as the user writes it
 * @param site the address of the provider, for the user to recognise
 * @param link where the mail leads: for a reset, the link with the token
 * @param at when what the mail reports happened
 * @param address the network address it was done from, if a browser did it
 * @param code the code that the mail is about, if there is one
 * @param language the tag of the user's language (RFC 5646); null if it is not known
 * @param browser the browser it was done in, such as Firefox; null if it is not known or of no interest
 * @param system the operating system of the browser, such as Linux; null as well
 */
public record MailContent(
        MailType type,
        String to,
        String username,
        String site,
        String link,
        Instant at,
        @Nullable String address,
        @Nullable String code,
        @Nullable String language,
        @Nullable String browser,
        @Nullable String system) {

    /** Returns the type alone: the rest is personal data or a secret. */
    @Override
    public String toString() {
        return "MailContent[" + type + "]";
    }
}
