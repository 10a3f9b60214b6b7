/** What the audit trail is told. Other packages say what happened; an act that changes something is told in its transaction. */
@NullMarked
package dev.albireo.oauth.audit;

import org.jspecify.annotations.NullMarked;
