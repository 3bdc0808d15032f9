package ee.otel.metrics.internal.health;

/**
 * Handles a {@link Throwable} that foreign code threw: a plug-in, a callback, a class of
 * attributes. Safe from any thread.
 *
 * <p>Exceptions, undeclared checked ones too, and errors such as {@link NoClassDefFoundError} or
 * {@link AssertionError} are failures of that code: they cost its contribution and a warning. So is
 * a {@link StackOverflowError}, since the stack is free again when it is caught.
 */
public final class Failures {
  private Failures() {}

  /**
   * Throws errors of the virtual machine, such as {@link OutOfMemoryError}, again, and keeps an
   * interruption. Returns for everything else.
   *
   * <p>Call it last: what was taken out has to be given back before.
   */
  public static void passOn(Throwable thrown) {
    if (isOfTheMachine(thrown)) {
      throw (VirtualMachineError) thrown;
    }
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the virtual machine itself is in trouble. */
  public static boolean isOfTheMachine(Throwable thrown) {
    return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
  }

  /** The class of a plug-in as its author knows it, for messages; never throws. */
  public static String nameOf(Object plugIn) {
    Class<?> type = plugIn.getClass();
    while (isGenerated(type) && type.getSuperclass() != null) {
      if (type.getSuperclass() == Object.class) {
        return type.getInterfaces().length == 0
            ? type.getName()
            : type.getName().replaceAll("\\$\\$Lambda.*", "") + " (" + interfaceOf(type) + ")";
      }
      type = type.getSuperclass();
    }
    return type.getName();
  }

  private static String interfaceOf(Class<?> type) {
    return type.getInterfaces()[0].getSimpleName();
  }

  /** A client proxy of a container, or a lambda. */
  private static boolean isGenerated(Class<?> type) {
    return type.isHidden()
        || type.isSynthetic()
        || type.getName().contains("$Proxy")
        || type.getName().contains("$$");
  }
}
