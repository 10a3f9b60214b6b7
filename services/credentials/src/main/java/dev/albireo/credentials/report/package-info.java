/** Reports of users that a change of their account was not theirs: everything ends, and the account is locked against changes for a time. */
@NullMarked
package dev.albireo.credentials.report;

import org.jspecify.annotations.NullMarked;
