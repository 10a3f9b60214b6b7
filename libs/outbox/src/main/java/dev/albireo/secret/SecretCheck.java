package dev.albireo.secret;

import java.util.List;

/** A rule on settings that are secrets, which changed files must follow before they are used. */
public interface SecretCheck {
    /** Returns one line for each violation, which never contains a secret. */
    List<String> violations(SecretValues values);
}
