package dev.albireo.admin.resource;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Finds users by what they enter as a username, which may be a verified email address. */
public interface LoginNames {
    /** Returns the subject of the user with a login name. */
    Uni<Optional<String>> find(String loginName);
}
