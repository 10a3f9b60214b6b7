package dev.albireo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What a language says of itself. A language exists if this bundle has a file for it. */
@MessageBundle(value = "language", locale = "en")
public interface LanguageMessages {
    /** Returns the name of the language in itself. */
    @Message("English")
    String name();
}
