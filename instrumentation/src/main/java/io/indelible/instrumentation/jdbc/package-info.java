/**
 * Loaded by: engine.
 *
 * <p>Database calls by JDBC. What is wrapped: {@code Driver.connect}, the creation of statements, their execution and
 * their batches, in every class that implements the interfaces of {@code java.sql}, for there is no one place that all
 * drivers pass. A pool's or a wrapper's classes implement them too; a call that goes through several is one operation,
 * and the innermost, which is the driver's, says which database it is.
 *
 * <p>What is not seen:
 * <ul>
 *   <li>the fetching of rows: an operation ends when {@code execute} returns;
 *   <li>commit and rollback, and {@code getConnection} of a pool;
 *   <li>what a driver or pool itself executes while {@code Driver.connect}, {@code createStatement} or
 *       {@code prepareStatement} is open on the thread: the application did not ask for it;
 *   <li>the address of a connection that a {@code DataSource} opened without {@code Driver.connect}, and of one older
 *       than the agent: only the product is known then, by the name of the driver's class;
 *   <li>the database after {@code USE}, {@code setCatalog} or {@code setSchema}: {@code db.namespace} is that of the
 *       connect URL, for the driver is never asked anything.
 * </ul>
 */
@NullMarked
package io.indelible.instrumentation.jdbc;

import org.jspecify.annotations.NullMarked;
