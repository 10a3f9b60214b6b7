package dev.albireo.oauth.client.metadata;

import java.util.Locale;

/** The pages of a client that users may visit (RFC 7591 section 2). */
public enum ClientLink {
    /** Its home page. */
    CLIENT_URI,
    /** Its logo, which is an image. */
    LOGO_URI,
    /** How it uses the data of its users. */
    POLICY_URI,
    /** Its terms of service. */
    TOS_URI;

    /** Returns the name of the member. */
    String member() {
        return name().toLowerCase(Locale.ROOT);
    }
}
