/**
 * Loaded by: application.
 *
 * <p>An importer: {@link com.example.importer.Importer} reads a folder, keeps every content once in an archive, writes
 * down in a database what it has seen, and tells a catalog over HTTP. {@link com.example.importer.CatalogService} is that
 * catalog, a process of its own.
 */
@NullMarked
package com.example.importer;

import org.jspecify.annotations.NullMarked;
