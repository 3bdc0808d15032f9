package ee.otel.metrics.internal.annotation;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** An invocation as a container hands it to an interceptor. */
record Invocation(Method method, Object[] parameters, Callable<?> body)
    implements InvocationContext {

  @Override
  public Object getTarget() {
    return this;
  }

  @Override
  public Object getTimer() {
    return null;
  }

  @Override
  public Method getMethod() {
    return method;
  }

  @Override
  public Constructor<?> getConstructor() {
    return null;
  }

  @Override
  public Object[] getParameters() {
    return parameters;
  }

  @Override
  public void setParameters(Object[] parameters) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> getContextData() {
    return new HashMap<>();
  }

  @Override
  public Object proceed() throws Exception {
    return body.call();
  }
}
