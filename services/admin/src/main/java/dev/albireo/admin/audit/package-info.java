/** The audit trail: events of all services, stored unchanged. */
@NullMarked
package dev.albireo.admin.audit;

import org.jspecify.annotations.NullMarked;
