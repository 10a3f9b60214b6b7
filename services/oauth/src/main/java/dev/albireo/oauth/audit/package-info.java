/** Audit events. Other packages report actions; an action that changes data is recorded in its transaction. */
@NullMarked
package dev.albireo.oauth.audit;

import org.jspecify.annotations.NullMarked;
