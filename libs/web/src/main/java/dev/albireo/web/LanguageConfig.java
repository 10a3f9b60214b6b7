package dev.albireo.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The language of pages and mails. */
@ConfigMapping(prefix = "albireo.ui")
public interface LanguageConfig {
    /**
     * The language of pages and mails for users of whom no other is known, as a tag of RFC 5646: {@code en}, {@code de}, or another one for
     * which there are texts.
     */
    @WithDefault("en")
    String defaultLocale();
}
