/** Access control of the admin port, and the validation of requests before GraphQL processes them. No business rules. */
@NullMarked
package dev.albireo.admin.access;

import org.jspecify.annotations.NullMarked;
