/** Initial access tokens, by which applications may register themselves, for administrators. */
@NullMarked
package dev.albireo.admin.registration;

import org.jspecify.annotations.NullMarked;
