/** Codes that people type, wherever they come from: every try is counted before the code is looked at. */
@NullMarked
package dev.albireo.credentials.code;

import org.jspecify.annotations.NullMarked;
