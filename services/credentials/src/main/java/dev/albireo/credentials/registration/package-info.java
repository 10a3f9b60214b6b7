/** Registration: users create their own account, by themselves or by invitation. */
@NullMarked
package dev.albireo.credentials.registration;

import org.jspecify.annotations.NullMarked;
