package ee.otel.metrics;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.UnsatisfiedResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Beans of one type, as a container would hand them over. */
public final class Beans<T> implements Instance<T> {
  private final List<Handle<T>> handles = new ArrayList<>();

  /** Adds a bean of this name, or without one, that is made each time it is asked for. */
  public Beans<T> add(@Nullable String name, Supplier<? extends @Nullable T> maker) {
    handles.add(new MadeHandle<>(new NamedBean<>(name), maker));
    return this;
  }

  @Override
  public Iterator<T> iterator() {
    return handles.stream().map(Handle::get).iterator();
  }

  @Override
  public T get() {
    return getHandle().get();
  }

  @Override
  public Handle<T> getHandle() {
    if (handles.size() != 1) {
      throw new UnsatisfiedResolutionException();
    }
    return handles.get(0);
  }

  @Override
  public Iterable<? extends Handle<T>> handles() {
    return handles;
  }

  @Override
  public boolean isUnsatisfied() {
    return handles.isEmpty();
  }

  @Override
  public boolean isAmbiguous() {
    return handles.size() > 1;
  }

  @Override
  public void destroy(T instance) {}

  @Override
  public Instance<T> select(Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("unchecked") // all are of one type
  public <U extends T> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
    return (Instance<U>) this;
  }

  @Override
  public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  private record MadeHandle<T>(Bean<T> bean, Supplier<? extends @Nullable T> maker)
      implements Handle<T> {
    @Override
    @SuppressWarnings("NullAway")
    public T get() {
      return maker.get();
    }

    @Override
    public Bean<T> getBean() {
      return bean;
    }

    @Override
    public void destroy() {}

    @Override
    public void close() {}
  }

  private record NamedBean<T>(@Nullable String name) implements Bean<T> {
    @Override
    public Class<?> getBeanClass() {
      return Beans.class;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
      return Set.of();
    }

    @Override
    public T create(CreationalContext<T> context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void destroy(T instance, CreationalContext<T> context) {}

    @Override
    public Set<Type> getTypes() {
      return Set.of();
    }

    @Override
    public Set<Annotation> getQualifiers() {
      return Set.of();
    }

    @Override
    public Class<? extends Annotation> getScope() {
      return Dependent.class;
    }

    @Override
    public @Nullable String getName() {
      return name;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
      return Set.of();
    }

    @Override
    public boolean isAlternative() {
      return false;
    }
  }
}
