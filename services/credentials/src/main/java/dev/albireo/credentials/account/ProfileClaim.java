package dev.albireo.credentials.account;

import dev.albireo.credentials.user.LoginName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The claims of the scope {@code profile} that users may change, with what each accepts.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims">OpenID Connect Core section 5.1</a>
 */
enum ProfileClaim {
    NAME("name", 100, ProfileClaim::isText),
    GIVEN_NAME("given-name", 100, ProfileClaim::isText),
    FAMILY_NAME("family-name", 100, ProfileClaim::isText),
    MIDDLE_NAME("additional-name", 100, ProfileClaim::isText),
    NICKNAME("nickname", 100, ProfileClaim::isText),
    GENDER("sex", 100, ProfileClaim::isText),
    BIRTHDATE("bday", 10, ProfileClaim::isDate),
    ZONEINFO("off", 64, zone -> ZoneId.getAvailableZoneIds().contains(zone)),
    LOCALE("language", 35, ProfileClaim::isLanguage),
    PROFILE("url", 500, ProfileClaim::isWebPage),
    PICTURE("photo", 500, ProfileClaim::isWebPage),
    WEBSITE("url", 500, ProfileClaim::isWebPage);

    private final String autocomplete;
    private final int maxLength;
    private final Predicate<String> form;

    ProfileClaim(String autocomplete, int maxLength, Predicate<String> form) {
        this.autocomplete = autocomplete;
        this.maxLength = maxLength;
        this.form = form;
    }

    /** Returns the claim of this name. */
    static Optional<ProfileClaim> of(String claim) {
        return Arrays.stream(values())
                .filter(known -> known.claim().equals(claim))
                .findFirst();
    }

    /** Returns its name in tokens. */
    String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the value of {@code autocomplete} for its field. */
    String autocomplete() {
        return autocomplete;
    }

    int maxLength() {
        return maxLength;
    }

    /** Returns whether the claim may have this value, which is not empty. */
    boolean accepts(String value) {
        return value.length() <= maxLength && LoginName.isPlain(value) && form.test(value);
    }

    private static boolean isText(String value) {
        return !value.isBlank();
    }

    /** {@code YYYY-MM-DD}, whose year may be 0000 if it is omitted, or {@code YYYY}. */
    private static boolean isDate(String value) {
        try {
            return value.matches("\\d{4}") || LocalDate.parse(value).getYear() >= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** A language tag (BCP 47). */
    private static boolean isLanguage(String value) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(value)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /** An https URL with a host and without user information. */
    private static boolean isWebPage(String value) {
        try {
            URI uri = new URI(value);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && value.codePoints().allMatch(c -> c > ' ' && c < 0x7f);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
