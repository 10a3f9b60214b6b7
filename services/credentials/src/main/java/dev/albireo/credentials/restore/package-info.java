/** What is set right when the database comes out of a backup: nobody elsewhere may hold on to what this service has forgotten. */
@NullMarked
package dev.albireo.credentials.restore;

import org.jspecify.annotations.NullMarked;
