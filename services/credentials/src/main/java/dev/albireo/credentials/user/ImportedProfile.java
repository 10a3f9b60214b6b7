package dev.albireo.credentials.user;

import java.util.Optional;

/**
 * An account to be created with others.
 *
 * @param id the id of the resource, if it is to have one beside the subject
 */
public record ImportedProfile(Optional<String> id, UserProfile profile, boolean totpEnabled) {}
