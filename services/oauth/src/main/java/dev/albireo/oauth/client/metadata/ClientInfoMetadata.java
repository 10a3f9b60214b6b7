package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.param.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads and writes {@link ClientInfo} as client metadata (RFC 7591 section 2, OpenID Connect Dynamic Client Registration section 2), for
 * registration and declaration alike.
 */
public final class ClientInfoMetadata {
    /** The maximum length of a name, in characters. */
    public static final int LONGEST_NAME = 100;

    private static final String TYPE = "application_type";
    private static final String CONTACTS = "contacts";
    private static final String SOFTWARE_ID = "software_id";
    private static final String SOFTWARE_VERSION = "software_version";
    private static final String NAME = "client_name";
    private static final List<String> LINKS = List.of("client_uri", "logo_uri", "policy_uri", "tos_uri");
    private static final int MOST_CONTACTS = 20;
    private static final int MOST_TRANSLATIONS = 100;
    private static final int LONGEST = 255;
    /** RFC 5646 section 2.1, restricted to the common forms. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}");

    private ClientInfoMetadata() {}

    /** Reads the metadata of a client with these redirect URIs; each redirect URI must suit the application type. */
    public static ClientInfo read(MetadataReader metadata, List<String> redirectUris, boolean implicit) {
        ApplicationType type = metadata.text(TYPE)
                .map(name -> ApplicationType.of(name).orElseThrow(() -> metadata.mustBe(TYPE, "web or native")))
                .orElseGet(() -> ApplicationType.defaultFor(redirectUris));
        redirectUris.forEach(uri -> type.violation(uri, implicit).ifPresent(violation -> {
            throw metadata.redirectUri(violation);
        }));
        List<String> contacts = metadata.strings(CONTACTS).orElse(List.of());
        if (contacts.size() > MOST_CONTACTS || !contacts.stream().allMatch(ClientInfoMetadata::isLine)) {
            throw metadata.mustBe(CONTACTS, "a list of at most " + MOST_CONTACTS + " addresses");
        }
        return new ClientInfo(
                type,
                contacts,
                line(metadata, SOFTWARE_ID),
                line(metadata, SOFTWARE_VERSION),
                Optional.empty(),
                translations(metadata));
    }

    /** Returns the metadata members; absent values are omitted. */
    public static Map<String, Object> write(ClientInfo about) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(TYPE, about.type().value());
        if (!about.contacts().isEmpty()) {
            fields.put(CONTACTS, about.contacts());
        }
        about.softwareId().ifPresent(id -> fields.put(SOFTWARE_ID, id));
        about.softwareVersion().ifPresent(version -> fields.put(SOFTWARE_VERSION, version));
        fields.putAll(new TreeMap<>(about.translations()));
        return fields;
    }

    /** Human-readable members may have translations (RFC 7591 section 2.2). */
    private static Map<String, String> translations(MetadataReader metadata) {
        Map<String, String> translations = new LinkedHashMap<>();
        metadata.translationsOf(NAME)
                .forEach(field -> translated(metadata, field).ifPresent(text -> {
                    if (text.isBlank() || text.length() > LONGEST_NAME) {
                        throw metadata.mustBe(field, "1 to " + LONGEST_NAME + " characters");
                    }
                    translations.put(field, text.strip());
                }));
        LINKS.stream()
                .flatMap(link -> metadata.translationsOf(link).stream())
                .forEach(field -> translated(metadata, field).ifPresent(text -> {
                    if (!MetadataUris.isWebPage(text)) {
                        throw metadata.mustBe(field, "an https address");
                    }
                    translations.put(field, text);
                }));
        if (translations.size() > MOST_TRANSLATIONS) {
            throw metadata.mustBe(NAME, "given in fewer languages: at most " + MOST_TRANSLATIONS + " fields in total");
        }
        return translations;
    }

    private static Optional<String> translated(MetadataReader metadata, String field) {
        String language = field.substring(field.indexOf('#') + 1);
        if (!LANGUAGE.matcher(language).matches()) {
            throw metadata.mustBe(field.substring(0, field.indexOf('#')), "tagged with RFC 5646 languages");
        }
        return metadata.text(field);
    }

    private static Optional<String> line(MetadataReader metadata, String field) {
        Optional<String> text = metadata.text(field);
        if (text.filter(line -> !isLine(line)).isPresent()) {
            throw metadata.mustBe(field, "text of at most " + LONGEST + " characters");
        }
        return text;
    }

    private static boolean isLine(String text) {
        return !text.isBlank() && text.length() <= LONGEST && Parameters.isText(text);
    }
}
