package dev.albireo.credentials.session;

import dev.albireo.protocol.MacKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A browser in which accounts signed in before, as its signed device cookie says. It is no proof of identity; it only gives the browser a
 * separate budget of wrong passwords, so that others cannot exhaust the budget of its network or account.
 *
 * @param nonce distinguishes devices
 * @param marks a keyed checksum over the nonce and the account for each account, the latest first; the cookie contains no account names
 */
record KnownDevice(String nonce, List<String> marks) {
    private static final String PURPOSE = "known device";
    private static final int MAX_DEVICES = 4;
    private static final Pattern FORM = Pattern.compile("[0-9a-f-]{36}(\\.[A-Za-z0-9_-]{43}){1," + MAX_DEVICES + "}");

    KnownDevice {
        marks = List.copyOf(marks);
    }

    /** Parses this cookie value, if it is well-formed; each mark is verified when it is queried. */
    static Optional<KnownDevice> parse(String value) {
        if (!FORM.matcher(value).matches()) {
            return Optional.empty();
        }
        List<String> parts = Arrays.asList(value.split("\\.", -1));
        return Optional.of(new KnownDevice(parts.getFirst(), parts.subList(1, parts.size())));
    }

    /** Returns whether the account signed in here before. */
    boolean knows(MacKeys keys, String subject) {
        return marks.stream().anyMatch(mark -> keys.matches(mark, PURPOSE, nonce, subject));
    }

    /** Returns the device after the account signed in. */
    KnownDevice with(MacKeys keys, String subject) {
        String mark = keys.tag(PURPOSE, nonce, subject);
        return new KnownDevice(
                nonce,
                Stream.concat(
                                Stream.of(mark),
                                marks.stream().filter(other -> !keys.matches(other, PURPOSE, nonce, subject)))
                        .limit(MAX_DEVICES)
                        .toList());
    }

    String cookieValue() {
        return nonce + "." + String.join(".", marks);
    }

    @Override
    public String toString() {
        return "KnownDevice[redacted]";
    }
}
