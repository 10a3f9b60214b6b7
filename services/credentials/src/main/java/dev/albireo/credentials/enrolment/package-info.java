/**
 * Enrolment codes: administrators issue one for a user, who may then enrol a first second factor where {@code
 * albireo.two-factor.first-enrolment} is {@code with-code}.
 *
 * <p>A code is one row of {@code enrolment_code}: issued, then used by one session, which it opens for some minutes. Triggers of the
 * migration delete the row with any change of what it was issued for: an added or removed factor, a reset, a changed password, a disabled
 * account.
 */
@NullMarked
package dev.albireo.credentials.enrolment;

import org.jspecify.annotations.NullMarked;
