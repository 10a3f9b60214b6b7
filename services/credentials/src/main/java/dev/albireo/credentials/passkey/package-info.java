/** Passkeys: the three WebAuthn ceremonies and a person's list of passkeys. */
@NullMarked
package dev.albireo.credentials.passkey;

import org.jspecify.annotations.NullMarked;
