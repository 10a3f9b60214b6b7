package dev.albireo.oauth.authorize;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The supported values of {@code prompt} (OpenID Connect Core section 3.1.2.1). */
@Singleton
public class OfferedPrompts {
    private final boolean registration;

    OfferedPrompts(RegistrationPageConfig config) {
        this.registration = config.mode().isSelfService();
    }

    /** Returns the value of {@code prompt_values_supported} (Initiating User Registration via OpenID Connect 1.0 section 3). */
    public List<String> names() {
        return Arrays.stream(Prompt.values())
                .filter(prompt -> registration || prompt != Prompt.CREATE)
                .map(Prompt::value)
                .toList();
    }

    boolean include(Set<Prompt> prompts) {
        return registration || !prompts.contains(Prompt.CREATE);
    }
}
