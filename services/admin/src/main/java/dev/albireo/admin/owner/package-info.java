/** How the services that own what is administered are called: who acts, and what their refusals mean here. */
@NullMarked
package dev.albireo.admin.owner;

import org.jspecify.annotations.NullMarked;
