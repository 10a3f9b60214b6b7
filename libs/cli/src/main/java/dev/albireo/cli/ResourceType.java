package dev.albireo.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The declared resources, in the order in which one may refer to another. */
enum ResourceType {
    AUTH_CONFIG("AuthConfig"),
    CLIENT("Client"),
    USER("User"),
    GROUP("Group"),
    WEBHOOK_SUBSCRIPTION("WebhookSubscription"),
    SECOND_FACTOR_POLICY("SecondFactorPolicy");

    private final String type;

    ResourceType(String type) {
        this.type = type;
    }

    /** Returns the {@code resourceType}. */
    String type() {
        return type;
    }

    /** Returns the kind of this name, singular or plural, in any case. */
    static Optional<ResourceType> named(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.equalsIgnoreCase(text) || (kind.type + "s").equalsIgnoreCase(text))
                .findFirst();
    }

    static List<String> types() {
        return Arrays.stream(values()).map(ResourceType::type).toList();
    }
}
