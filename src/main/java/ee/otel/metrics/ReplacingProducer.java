package ee.otel.metrics;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.Producer;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;

/** Produces another object in the place of the original one, and disposes of the original. */
final class ReplacingProducer<T> implements Producer<T> {
  private final Producer<T> original;
  private final Function<T, T> replacement;
  private final IdentityHashMap<T, T> originals = new IdentityHashMap<>();

  ReplacingProducer(Producer<T> original, Function<T, T> replacement) {
    this.original = original;
    this.replacement = replacement;
  }

  @Override
  public T produce(CreationalContext<T> context) {
    T theirs = original.produce(context);
    T ours = replacement.apply(theirs);
    synchronized (originals) {
      originals.put(ours, theirs);
    }
    return ours;
  }

  @Override
  public void dispose(T ours) {
    T theirs;
    synchronized (originals) {
      theirs = originals.remove(ours);
    }
    if (theirs != null) {
      original.dispose(theirs);
    }
  }

  @Override
  public Set<InjectionPoint> getInjectionPoints() {
    return original.getInjectionPoints();
  }
}
