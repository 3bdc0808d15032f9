package ee.otel.metrics.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An attribute of everything that {@link Counted}, {@link Timed} and {@link Gauge} record of a
 * method; on a class, of all its methods. That of the method wins over that of the class.
 */
@Inherited
@Documented
@Repeatable(StaticAttribute.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface StaticAttribute {

  /** Name of the attribute. */
  String name();

  /** Value of the attribute. */
  String value();

  /** Several of them. */
  @Inherited
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
  @interface List {

    /** The attributes; of those with one name the last counts. */
    StaticAttribute[] value();
  }
}
