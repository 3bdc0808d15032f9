package ee.otel.metrics.annotation;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Measures the duration of a method or constructor by a {@code DoubleHistogram}, in seconds; on a
 * class, that of each of its methods that is not private.
 *
 * <p>What returns a {@code CompletionStage} is measured until the stage completes. What returns a
 * {@code Future} is measured until a caller learns from the future that it is done. An exception
 * gives the attribute {@code error.type}, the name of its class.
 */
@Inherited
@Documented
@Measured
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface Timed {

  /**
   * Name of the histogram, by the rules of <em>Instrument name syntax</em>; by default {@code
   * Class.method.duration}, and {@code Class.new.duration} for a constructor. On a class it stands
   * in the place of the class's name.
   */
  @Nonbinding
  String name() default "";

  /** Description of the histogram. */
  @Nonbinding
  String description() default "";
}
