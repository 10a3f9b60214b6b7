/** The security-relevant actions of this service, as audit events. */
@NullMarked
package dev.albireo.credentials.audit;

import org.jspecify.annotations.NullMarked;
