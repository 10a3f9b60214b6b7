package dev.albireo.credentials.account;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;

/** The claims that users may change, as the operator chooses. A name that is not known ends the start. */
@Singleton
@Startup
class EditableClaims {
    private static final String NONE = "none";

    private final List<ProfileClaim> list;

    EditableClaims(ProfileConfig config) {
        this.list = of(config.editableClaims());
    }

    /** Returns the claims in the order of the setting. */
    List<ProfileClaim> list() {
        return list;
    }

    static List<ProfileClaim> of(List<String> names) {
        return names.equals(List.of(NONE))
                ? List.of()
                : names.stream().distinct().map(EditableClaims::known).toList();
    }

    private static ProfileClaim known(String name) {
        return ProfileClaim.of(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "albireo.account.editable-claims: users cannot change the claim " + name));
    }
}
