package dev.albireo.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The groups whose members administer, beside the owners in {@code administrators}. The same in all services. */
@ConfigMapping(prefix = "albireo.roles")
public interface AdministratorRolesConfig {
    /** Members administer everything except administrators and owners. The same in all services. */
    @WithDefault("albireo-admins")
    String administratorGroup();

    /** Members find users, unlock their accounts, send them links for a new password, issue them enrolment codes and end their sessions, except those of administrators and owners. The same in all services. */
    @WithDefault("albireo-help-desk")
    String helpDeskGroup();

    /** Members read everything and change nothing. The same in all services. */
    @WithDefault("albireo-auditors")
    String auditorGroup();
}
