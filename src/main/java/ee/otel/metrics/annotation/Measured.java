package ee.otel.metrics.annotation;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The interceptor binding that {@link Counted} and {@link Timed} carry. One interceptor measures
 * whatever annotations a method has, so it runs once. By itself it measures nothing.
 */
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.CONSTRUCTOR,
  ElementType.ANNOTATION_TYPE
})
public @interface Measured {

  /** The annotation as an object. */
  final class Literal extends AnnotationLiteral<Measured> implements Measured {
    public static final Literal INSTANCE = new Literal();

    private static final long serialVersionUID = 1;

    private Literal() {}
  }
}
