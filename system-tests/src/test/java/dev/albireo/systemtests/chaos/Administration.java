package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** An administrator who creates users and sets their requirements, and records what was acknowledged. */
final class Administration implements Caller {
    private final Supplier<Admin> admin;
    private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    private int next;

    Administration(Supplier<Admin> admin) {
        this.admin = admin;
    }

    @Override
    public void again() {
        String name = "made-" + next++;
        ok(admin.get()
                .graphql("mutation { createUser(input: {username: \"" + name + "\", password: \"" + Admin.PASSWORD
                        + "\"}) { username } }"));
        acknowledged.put(name, false);
        ok(admin.get()
                .graphql("mutation { setUser2faRequired(username: \"" + name + "\", required: true) { success } }"));
        acknowledged.put(name, true);
    }

    private static void ok(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"errors\"");
    }

    /** Returns the created users, and whether a second factor was required of them. */
    Map<String, Boolean> acknowledged() {
        return Map.copyOf(acknowledged);
    }
}
