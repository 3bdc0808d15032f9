package ee.otel.metrics.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an attribute of a parameter, or, on a method, of its return value, for what {@link Counted}
 * and {@link Timed} record.
 *
 * <p>The attribute has the type of the declared parameter where attributes have such a type
 * (integers are {@code long}, floating-point numbers are {@code double}, booleans are {@code
 * boolean}); anything else is the string that {@code String.valueOf} gives. A null gives no
 * attribute. Each value is a series of its own; beyond the cardinality limit of the instrument they
 * are counted together.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface Attribute {

  /**
   * Name of the attribute. A parameter's own name where it is empty, if the class was compiled with
   * {@code -parameters}; a return value needs a name.
   */
  String name() default "";
}
