package dev.albireo.admin.audit;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;

/** The login names of users, which the trail does not contain: it keeps subjects, so that a deleted user leaves no name behind. */
public interface ActorNames {
    /** Returns the login names of those ids that are subjects of users. */
    Uni<Map<String, String>> of(Set<String> ids);

    /** Returns the subject of a login name; an unknown user is an error. */
    Uni<String> subject(String username);
}
