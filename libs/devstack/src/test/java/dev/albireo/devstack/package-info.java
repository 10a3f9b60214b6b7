/** Tests of the launcher, with {@link dev.albireo.devstack.StandInService} in place of the services. */
@NullMarked
package dev.albireo.devstack;

import org.jspecify.annotations.NullMarked;
