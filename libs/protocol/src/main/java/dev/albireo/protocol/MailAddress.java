package dev.albireo.protocol;

import java.util.regex.Pattern;

/**
 * An address that mails are sent to: the dot-atom form of RFC 5321 section 4.1.2, with letters beyond ASCII as RFC 6531 allows. Quoted
 * local parts, address literals, lists and comments are not sent to, so that an address is never more than one, nor more than an address.
 */
public final class MailAddress {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_PART = 64;
    private static final String ATOM = "[\\p{L}\\p{N}\\p{M}!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?";
    private static final Pattern ADDRESS =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

    private MailAddress() {}

    /** Returns whether a mail may be sent to this address. */
    public static boolean isValid(String address) {
        return address.length() <= MAX_LENGTH
                && address.indexOf('@') <= MAX_LOCAL_PART
                && ADDRESS.matcher(address).matches();
    }
}
