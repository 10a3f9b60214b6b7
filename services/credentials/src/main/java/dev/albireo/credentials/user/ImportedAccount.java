package dev.albireo.credentials.user;

import dev.albireo.events.UserState;
import dev.albireo.web.ProblemRefusal;

/** What becomes of one {@link ImportedProfile}. */
public sealed interface ImportedAccount {
    /** The account is new. */
    record NewAccount(UserState user) implements ImportedAccount {}

    /** An account of these names and this content exists; nothing is changed. */
    record SameAccount(UserState user) implements ImportedAccount {}

    /** The profile is invalid, or another account has one of the names. */
    record RefusedAccount(ProblemRefusal refusal) implements ImportedAccount {}
}
