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
 * Counts the invocations of a method or constructor by a {@code LongCounter}; on a class, those of
 * each of its methods that is not private.
 *
 * <p>An invocation is counted when it begins; where an {@link Attribute} takes the return value,
 * when it ends. There are no attributes but those of {@link Attribute} and {@link StaticAttribute}.
 */
@Inherited
@Documented
@Measured
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface Counted {

  /**
   * Name of the counter, by the rules of <em>Instrument name syntax</em>; by default {@code
   * Class.method}, and {@code Class.new} for a constructor. On a class it stands in the place of
   * the class's name.
   */
  @Nonbinding
  String name() default "";

  /** Unit of the counter. */
  @Nonbinding
  String unit() default "{invocation}";

  /** Description of the counter. */
  @Nonbinding
  String description() default "";
}
