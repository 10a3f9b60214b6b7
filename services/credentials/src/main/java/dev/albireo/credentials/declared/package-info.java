/** What all declared resources of administrators share: their entities by id, and versions in the order of their writes. */
@NullMarked
package dev.albireo.credentials.declared;

import org.jspecify.annotations.NullMarked;
