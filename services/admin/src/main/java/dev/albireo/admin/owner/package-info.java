/** Calls of the services that own the administered data: the acting administrator, and the meaning of error responses. */
@NullMarked
package dev.albireo.admin.owner;

import org.jspecify.annotations.NullMarked;
