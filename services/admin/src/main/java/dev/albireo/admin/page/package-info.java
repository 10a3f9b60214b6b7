/** Lists that are read page by page. */
@NullMarked
package dev.albireo.admin.page;

import org.jspecify.annotations.NullMarked;
