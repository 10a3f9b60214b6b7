package dev.albireo.web.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules on the secrets with which services authenticate to {@code oauth}. */
final class ServiceSecrets {
    private static final int SHORTEST = 32;
    private static final int FEW = 10;
    private static final String HINT = "; set a random one (head -c 32 /dev/urandom | base64)";

    static final StartupRule RULE = StartupRule.refuses(
            "`albireo.service-clients.*.secret` (oauth), `quarkus.oidc-client.credentials.secret` (credentials, admin)",
            "random, at least " + SHORTEST + " characters, each service its own",
            ServiceSecrets::lines);

    private ServiceSecrets() {}

    private static List<String> lines(StartupSettings settings) {
        Map<String, String> first = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String key : settings.service().secrets()) {
            settings.list(key + "-earlier").stream()
                    .filter(ServiceSecrets::canBeGuessed)
                    .forEach(earlier -> lines.add("one of " + key + "-earlier can be guessed; remove it"));
            String secret = settings.value(key, "");
            String other = secret.isEmpty() ? null : first.putIfAbsent(secret, key);
            if (secret.isEmpty()) {
                lines.add(key + " is not set" + HINT);
            } else if (canBeGuessed(secret)) {
                lines.add(key + " can be guessed" + HINT);
            } else if (other != null) {
                lines.add(key + " is the same as " + other + HINT);
            }
        }
        return lines;
    }

    private static boolean canBeGuessed(String secret) {
        return secret.length() < SHORTEST || secret.chars().distinct().count() < FEW;
    }
}
