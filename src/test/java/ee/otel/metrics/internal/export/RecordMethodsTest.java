package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class RecordMethodsTest {

  @Test
  @EnabledForJreRange(max = JRE.JAVA_17)
  void recordsOfAnApplication_areHeldByTheJdkUntilForgotten() throws Exception {
    WeakReference<ClassLoader> loader = useRecord();
    System.gc();
    assertNotNull(loader.get(), "the JDK has learnt to let go: RecordMethods is not needed");
    RecordMethods.forget();
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
    }
    assertNull(loader.get());
  }

  private static WeakReference<ClassLoader> useRecord() throws Exception {
    ClassLoader application = new OneClassLoader(RecordOfAnApplication.class);
    var constructor =
        application.loadClass(RecordOfAnApplication.class.getName()).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object one = constructor.newInstance("1", null);
    Object other = constructor.newInstance("2", one);
    assertFalse(one.equals(other));
    assertFalse(one.hashCode() == other.hashCode());
    assertFalse(one.toString().equals(other.toString()));
    return new WeakReference<>(application);
  }

  private static final class OneClassLoader extends ClassLoader {
    private final Class<?> own;

    OneClassLoader(Class<?> own) {
      super(own.getClassLoader());
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(own.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (var file = own.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}

/** To be loaded by a class loader of its own. */
record RecordOfAnApplication(Object component, RecordOfAnApplication next) {}
