package dev.albireo.web.start;

/** Warnings about settings that open access, which may be intended. */
final class OpenAccessRules {
    static final StartupRule REGISTRATION = StartupRule.warns(
            "`albireo.registration.mode` (oauth)",
            "`token` or `closed`; `open` lets anonymous clients register",
            settings -> StartupRule.when(
                    settings.value("albireo.registration.mode", "").equalsIgnoreCase("open"),
                    "albireo.registration.mode is open; with token, registration requires an initial access token"));

    static final StartupRule IMPLICIT = StartupRule.warns(
            "`albireo.authorize.implicit` (oauth)",
            "`false`: RFC 9700 section 2.1.2 advises against tokens in the authorization response",
            settings -> StartupRule.when(
                    settings.flag("albireo.authorize.implicit", false),
                    "albireo.authorize.implicit is true; remove it, unless a client supports nothing else"));

    static final StartupRule LIMITS = StartupRule.warns(
            "`albireo.limits.enabled` (oauth)",
            "`true`, or not set",
            settings -> StartupRule.when(
                    !settings.flag("albireo.limits.enabled", true),
                    "albireo.limits.enabled is false; remove it, unless a proxy limits requests"));

    private OpenAccessRules() {}
}
