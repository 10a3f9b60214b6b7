/** Initial access tokens, by which clients can register themselves, for administrators. */
@NullMarked
package dev.albireo.admin.registration;

import org.jspecify.annotations.NullMarked;
