package ee.otel.metrics.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Observes what a method returns at each collection, by an asynchronous gauge.
 *
 * <p>The method has no parameters and returns a number. Its bean has one instance: it is {@code
 * ApplicationScoped}, a {@code Singleton}, or an EJB singleton. Nothing is observed before the bean
 * was made.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Gauge {

  /**
   * Name of the gauge, by the rules of <em>Instrument name syntax</em>; by default {@code
   * Class.method}.
   */
  String name() default "";

  /** Unit of the gauge. */
  String unit() default "";

  /** Description of the gauge. */
  String description() default "";
}
