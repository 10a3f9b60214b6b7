package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.param.Parameters;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Descriptive metadata of a client, for its users and administrators (RFC 7591 section 2); responses to its requests do not depend on it.
 *
 * @param name {@code client_name}
 * @param links its pages
 * @param contacts {@code contacts}: how to reach those responsible for it
 * @param software the software that it is an instance of
 * @param translations its name and links in other languages, by the member with its language tag: {@code client_name#de}
 * @param statement {@code software_statement}, as received (RFC 7591 section 2.3)
 */
public record ClientInfo(
        String name,
        Map<ClientLink, String> links,
        List<String> contacts,
        Software software,
        Map<String, String> translations,
        Optional<String> statement) {
    static final String NAME = "client_name";
    static final String STATEMENT = "software_statement";

    private static final String CONTACTS = "contacts";
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_CONTACTS = 20;
    private static final int MAX_TRANSLATIONS = 100;
    private static final int MAX_LINE_LENGTH = 255;

    /** RFC 5646 section 2.1, restricted to the common forms. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}");

    public ClientInfo {
        links = Map.copyOf(links);
        contacts = List.copyOf(contacts);
        translations = Map.copyOf(translations);
    }

    /**
     * The software of a client.
     *
     * @param id {@code software_id}
     * @param version {@code software_version}
     */
    public record Software(Optional<String> id, Optional<String> version) {
        /** Unknown software. */
        public static final Software UNKNOWN = new Software(Optional.empty(), Optional.empty());

        private static final String ID = "software_id";
        private static final String VERSION = "software_version";

        private static Software read(MetadataReader metadata) {
            return new Software(line(metadata, ID), line(metadata, VERSION));
        }

        private void write(Map<String, Object> members) {
            id.ifPresent(text -> members.put(ID, text));
            version.ifPresent(text -> members.put(VERSION, text));
        }
    }

    /** Returns the metadata of a client with a name and nothing else. */
    public static ClientInfo named(String name) {
        return new ClientInfo(name, Map.of(), List.of(), Software.UNKNOWN, Map.of(), Optional.empty());
    }

    /** Reads the metadata of a client with these redirect URIs. */
    static ClientInfo read(MetadataReader metadata, MetadataDefaults defaults, List<String> redirectUris) {
        return new ClientInfo(
                name(metadata, defaults, redirectUris),
                links(metadata),
                contacts(metadata),
                Software.read(metadata),
                translations(metadata),
                metadata.text(STATEMENT));
    }

    void write(Map<String, Object> members) {
        members.put(NAME, name);
        Arrays.stream(ClientLink.values())
                .forEach(link -> link(link).ifPresent(uri -> members.put(link.member(), uri)));
        if (!contacts.isEmpty()) {
            members.put(CONTACTS, contacts);
        }
        software.write(members);
        members.putAll(new TreeMap<>(translations));
        statement.ifPresent(text -> members.put(STATEMENT, text));
    }

    /** Returns the URL of this page. */
    public Optional<String> link(ClientLink link) {
        return Optional.ofNullable(links.get(link));
    }

    /** A client that registers without a name is named after its host. */
    private static String name(MetadataReader metadata, MetadataDefaults defaults, List<String> redirectUris) {
        Optional<String> text = metadata.text(NAME).map(String::strip);
        metadata.require(
                !metadata.isByAdministrator() || !text.equals(Optional.of("")),
                NAME,
                "1 to " + MAX_NAME_LENGTH + " characters");
        String name = text.filter(given -> !given.isEmpty())
                .or(defaults::name)
                .orElseGet(() -> redirectUris.isEmpty() ? "A client" : RedirectUris.origin(redirectUris.getFirst()));
        metadata.require(name.length() <= MAX_NAME_LENGTH, NAME, "at most " + MAX_NAME_LENGTH + " characters");
        return name;
    }

    private static Map<ClientLink, String> links(MetadataReader metadata) {
        Map<ClientLink, String> links = new EnumMap<>(ClientLink.class);
        for (ClientLink link : ClientLink.values()) {
            metadata.webPage(link.member()).ifPresent(uri -> links.put(link, uri));
        }
        return links;
    }

    private static List<String> contacts(MetadataReader metadata) {
        List<String> contacts = metadata.strings(CONTACTS).orElse(List.of());
        metadata.require(
                contacts.size() <= MAX_CONTACTS && contacts.stream().allMatch(ClientInfo::isLine),
                CONTACTS,
                "a list of at most " + MAX_CONTACTS + " addresses");
        return contacts;
    }

    /** Human-readable members may have translations (RFC 7591 section 2.2). */
    private static Map<String, String> translations(MetadataReader metadata) {
        Map<String, String> translations = new LinkedHashMap<>();
        translated(metadata, NAME).forEach((member, text) -> {
            metadata.require(
                    !text.isBlank() && text.length() <= MAX_NAME_LENGTH,
                    member,
                    "1 to " + MAX_NAME_LENGTH + " characters");
            translations.put(member, text.strip());
        });
        for (ClientLink link : ClientLink.values()) {
            translated(metadata, link.member()).forEach((member, text) -> {
                metadata.require(MetadataUris.isWebPage(text), member, "an https address");
                translations.put(member, text);
            });
        }
        metadata.require(
                translations.size() <= MAX_TRANSLATIONS,
                NAME,
                "given in fewer languages: at most " + MAX_TRANSLATIONS + " members in total");
        return translations;
    }

    private static Map<String, String> translated(MetadataReader metadata, String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String translation : metadata.translationsOf(member)) {
            String language = translation.substring(member.length() + 1);
            metadata.require(LANGUAGE.matcher(language).matches(), member, "tagged with RFC 5646 languages");
            metadata.text(translation).ifPresent(text -> texts.put(translation, text));
        }
        return texts;
    }

    private static Optional<String> line(MetadataReader metadata, String member) {
        Optional<String> text = metadata.text(member);
        metadata.require(
                text.stream().allMatch(ClientInfo::isLine),
                member,
                "text of at most " + MAX_LINE_LENGTH + " characters");
        return text;
    }

    private static boolean isLine(String text) {
        return !text.isBlank() && text.length() <= MAX_LINE_LENGTH && Parameters.isText(text);
    }
}
