/** Passkeys: the three WebAuthn ceremonies and a user's list of passkeys. */
@NullMarked
package dev.albireo.credentials.passkey;

import org.jspecify.annotations.NullMarked;
