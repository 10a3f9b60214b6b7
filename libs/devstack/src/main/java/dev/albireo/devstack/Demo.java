package dev.albireo.devstack;

import dev.albireo.devstack.demo.DemoApplication;
import dev.albireo.devstack.demo.DemoUsers;

/** Puts into a running stack what the demo needs. Either may be done again at any time. */
public final class Demo {
    private final DemoApplication application;
    private final DemoUsers users;

    Demo(DemoApplication application, DemoUsers users) {
        this.application = application;
        this.users = users;
    }

    /** Makes the users that are missing; says in words who there is, or why not. */
    public String ensureUsers() {
        return users.ensure();
    }

    /** Registers the client unless it is registered; says in words which it is, or why not. */
    public String register() {
        return application.register();
    }
}
