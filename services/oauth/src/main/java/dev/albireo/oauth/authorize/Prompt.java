package dev.albireo.oauth.authorize;

import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The values of {@code prompt} (OpenID Connect Core section 3.1.2.1). */
enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT,
    /** Initiating User Registration via OpenID Connect 1.0 section 4.1. */
    CREATE;

    /** Returns the values of a {@code prompt} parameter; {@code none} excludes any other. */
    static Set<Prompt> parse(String text) {
        List<String> words = Parameters.values(text);
        Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
        for (String value : words) {
            prompts.add(Arrays.stream(values())
                    .filter(prompt -> prompt.value().equals(value))
                    .findFirst()
                    .orElseThrow(Prompt::unsupported));
        }
        if (prompts.contains(NONE) && prompts.size() > 1) {
            throw OAuthError.INVALID_REQUEST.because("prompt=none cannot be combined with other values");
        }
        return prompts;
    }

    /** Also for a value that is known and not enabled. */
    static OAuthRefusal unsupported() {
        return OAuthError.INVALID_REQUEST.because("a value of prompt is not supported; see prompt_values_supported");
    }

    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
