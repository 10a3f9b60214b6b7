package dev.albireo.web.start;

/** Warnings about settings that open access, which may be intended. */
final class Doors {
    static final Rule REGISTRATION = Rule.warns(
            "`albireo.registration.mode` (oauth)",
            "`token` or `closed`; `open` lets anybody register clients",
            told -> Rule.when(
                    told.value("albireo.registration.mode", "").equalsIgnoreCase("open"),
                    "albireo.registration.mode is open; with token, only whoever has an initial access token registers"));

    static final Rule IMPLICIT = Rule.warns(
            "`albireo.authorize.implicit` (oauth)",
            "`false`: RFC 9700 section 2.1.2 advises against tokens that leave by the browser",
            told -> Rule.when(
                    told.flag("albireo.authorize.implicit", false),
                    "albireo.authorize.implicit is true; leave it out, unless a client can do nothing else"));

    static final Rule LIMITS = Rule.warns(
            "`albireo.limits.enabled` (oauth)",
            "`true`, or not set",
            told -> Rule.when(
                    !told.flag("albireo.limits.enabled", true),
                    "albireo.limits.enabled is false; leave it out, unless something before this service limits requests"));

    private Doors() {}
}
