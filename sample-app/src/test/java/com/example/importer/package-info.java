/** Loaded by: application. Tests of the importer. */
@NullMarked
package com.example.importer;

import org.jspecify.annotations.NullMarked;
