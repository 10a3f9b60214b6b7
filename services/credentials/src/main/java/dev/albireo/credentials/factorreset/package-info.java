/**
 * The reset of the second factors by a user who has lost them, after a waiting period during which every device and the verified address are
 * told and can cancel it ({@code docs/two-factor.md}). A reset is one row of {@code factor_reset}:
 *
 * <pre>{@code
 *            request                    effective_at                 finish
 *   (none) ----------> waiting ----------------------> finishable ------------------> (none, and no second factor)
 *                         |                              |
 *                         +-- link, button, any use -----+--> cancelled -- a day --> (none)
 *                         |   of a second factor         |
 *                         +-- a change of the account ---+--> (none)
 * }</pre>
 *
 * <p>Triggers of the migration cancel it with the use of a second factor, and delete it with any change of the account.
 */
@NullMarked
package dev.albireo.credentials.factorreset;

import org.jspecify.annotations.NullMarked;
