/** The audit trail: facts of all services, kept as they came. */
@NullMarked
package dev.albireo.admin.audit;

import org.jspecify.annotations.NullMarked;
