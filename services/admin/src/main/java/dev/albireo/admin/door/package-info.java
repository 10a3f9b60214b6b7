/** Who may come in at the admin port, and what a request must look like before GraphQL sees it. No business here. */
@NullMarked
package dev.albireo.admin.door;

import org.jspecify.annotations.NullMarked;
