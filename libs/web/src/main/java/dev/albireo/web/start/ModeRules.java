package dev.albireo.web.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rules against development settings in a production installation. */
final class ModeRules {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "0:0:0:0:0:0:0:1");
    private static final String DEVELOPMENT_KEY = "albireo.development";

    static final StartupRule DEVELOPMENT = StartupRule.refuses(
            "`" + DEVELOPMENT_KEY + "`",
            "`false`, or not set; `true` opens the admin API, so it is rejected with an https issuer or where `quarkus.http.host` is not a"
                    + " loopback address",
            ModeRules::development);

    static final StartupRule REQUIRE_ACTOR = StartupRule.refuses(
            "`albireo.internal.require-actor`",
            "`true`, or not set; otherwise services execute commands without the token of an administrator",
            settings -> StartupRule.when(
                    !settings.flag("albireo.internal.require-actor", true),
                    "albireo.internal.require-actor is false; remove it, it is for development only"));

    static final StartupRule PROFILE = StartupRule.refuses(
            "`quarkus.profile`",
            "not set, or `prod`: other profiles contain settings for development and tests",
            settings -> settings.list("quarkus.profile").stream()
                    .filter(Set.of("dev", "test")::contains)
                    .map(profile -> "quarkus.profile is " + profile + "; remove it, or set prod")
                    .toList());

    private ModeRules() {}

    private static List<String> development(StartupSettings settings) {
        if (!settings.development()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (settings.value("albireo.issuer", "").startsWith("https:")) {
            lines.add(DEVELOPMENT_KEY + " is true with an https issuer; remove it");
        }
        String host = settings.value("quarkus.http.host", "0.0.0.0");
        if (!LOOPBACK.contains(host)) {
            lines.add(DEVELOPMENT_KEY + " is true where quarkus.http.host (" + host
                    + ") is not a loopback address; remove it, or listen on 127.0.0.1");
        }
        return lines;
    }
}
