/**
 * Annotations that measure methods and constructors of beans, without a line of code.
 *
 * <p>They work where interceptors work: on CDI beans, EJBs, Jakarta REST resources, EJB timers'
 * methods and asynchronous methods. They do nothing on a private or static method, on a call within
 * the same object, on an object that a producer made, and on a servlet's {@code doGet}.
 */
@NullMarked
package ee.otel.metrics.annotation;

import org.jspecify.annotations.NullMarked;
