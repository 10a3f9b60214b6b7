package dev.albireo.oauth.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says of itself for people who look after it (RFC 7591 section 2); answers to its requests do not depend on it.
 *
 * @param contacts how to reach who is responsible
 * @param softwareId of the software that it is an instance of
 * @param statement its software statement, as it was sent
 * @param translations its name and links in other languages, by the field with its language tag: {@code client_name#de}
 */
public record About(
        ApplicationType type,
        List<String> contacts,
        Optional<String> softwareId,
        Optional<String> softwareVersion,
        Optional<String> statement,
        Map<String, String> translations) {
    /** Nothing. */
    public static final About NOTHING =
            new About(ApplicationType.WEB, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public About {
        contacts = List.copyOf(contacts);
        translations = Map.copyOf(translations);
    }

    /** The same, with the statement that it was read from. */
    About stating(Optional<String> text) {
        return new About(type, contacts, softwareId, softwareVersion, text, translations);
    }
}
