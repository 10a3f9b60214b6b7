/** Backup and restore, as {@code docs/backup.md} describes them. */
@NullMarked
package dev.albireo.systemtests.restore;

import org.jspecify.annotations.NullMarked;
