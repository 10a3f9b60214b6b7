/** Tests of the launcher; services are played by {@link dev.albireo.devstack.StandInService}. */
@NullMarked
package dev.albireo.devstack;

import org.jspecify.annotations.NullMarked;
