package dev.albireo.oauth.client.metadata;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Descriptive metadata of a client, for its users and administrators (RFC 7591 section 2); responses to its requests do not depend on it.
 *
 * @param contacts how to reach those responsible for it
 * @param softwareId id of the software that it is an instance of
 * @param statement its software statement, as received
 * @param translations its name and links in other languages, by the field with its language tag: {@code client_name#de}
 */
public record ClientInfo(
        ApplicationType type,
        List<String> contacts,
        Optional<String> softwareId,
        Optional<String> softwareVersion,
        Optional<String> statement,
        Map<String, String> translations) {
    /** No metadata. */
    public static final ClientInfo NOTHING = new ClientInfo(
            ApplicationType.WEB, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public ClientInfo {
        contacts = List.copyOf(contacts);
        translations = Map.copyOf(translations);
    }

    /** Returns a copy with the software statement that the metadata was read from. */
    public ClientInfo stating(Optional<String> text) {
        return new ClientInfo(type, contacts, softwareId, softwareVersion, text, translations);
    }
}
