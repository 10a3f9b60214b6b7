package dev.albireo.devstack;

import dev.albireo.devstack.demo.DemoApplication;
import dev.albireo.devstack.demo.DemoUsers;

/** Prepares a running stack for the demo. Both steps are repeatable at any time. */
public final class DemoSetup {
    private final DemoApplication application;
    private final DemoUsers users;

    DemoSetup(DemoApplication application, DemoUsers users) {
        this.application = application;
        this.users = users;
    }

    /** Creates the missing users; returns a message about the users or the failure. */
    public String ensureUsers() {
        return users.ensure();
    }

    /** Registers the client unless it is registered; returns a message with its id or the failure. */
    public String register() {
        return application.register();
    }
}
