package dev.albireo.credentials.account;

import dev.albireo.credentials.passkey.PasskeyView;

/** A passkey on the account page; {@code lastUsed} is empty for one that was never used. */
public record PasskeyRow(String id, String name, String created, String lastUsed, boolean synced) {

    static PasskeyRow of(PasskeyView view) {
        String lastUsed = view.lastUsedAt() == null ? "" : view.lastUsedAt().toString();
        return new PasskeyRow(
                view.credentialId(), view.name(), view.createdAt().toString(), lastUsed, view.backupEligible());
    }
}
