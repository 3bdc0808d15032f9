package ee.otel.metrics.internal.http.rest;

import ee.otel.metrics.internal.http.RestRequest;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.jspecify.annotations.Nullable;

/** Jakarta REST as the servers have it: Jersey in Payara, RESTEasy in WildFly and Open Liberty. */
enum RestRuntime {
  JERSEY {
    @Override
    Handler start(Application application, String base) {
      ApplicationHandler handler = new ApplicationHandler(application);
      return (method, path, measured) -> {
        Map<String, Object> properties = new HashMap<>();
        if (measured != null) {
          properties.put(RestRequest.PROPERTY, measured);
        }
        ContainerRequest request =
            new ContainerRequest(
                URI.create("http://localhost" + base + "/"),
                URI.create("http://localhost" + base + "/" + path),
                method,
                NOBODY,
                new MapPropertiesDelegate(properties),
                handler.getConfiguration());
        try {
          return handler.apply(request).get().getStatus();
        } catch (InterruptedException | ExecutionException e) {
          throw new IllegalStateException(e);
        }
      };
    }
  },
  RESTEASY {
    @Override
    Handler start(Application application, String base) {
      ResteasyDeployment deployment = new ResteasyDeploymentImpl();
      deployment.setApplication(application);
      deployment.start();
      return (method, path, measured) -> {
        MockHttpRequest request =
            MockHttpRequest.create(
                method,
                URI.create("http://localhost" + base + "/" + path),
                URI.create("http://localhost" + base + "/"));
        if (measured != null) {
          request.setAttribute(RestRequest.PROPERTY, measured);
        }
        MockHttpResponse response = new MockHttpResponse();
        deployment.getDispatcher().invoke(request, response);
        return response.getStatus();
      };
    }
  };

  private static final SecurityContext NOBODY =
      new SecurityContext() {
        @Override
        public @Nullable Principal getUserPrincipal() {
          return null;
        }

        @Override
        public boolean isUserInRole(String role) {
          return false;
        }

        @Override
        public boolean isSecure() {
          return false;
        }

        @Override
        public @Nullable String getAuthenticationScheme() {
          return null;
        }
      };

  /** A started application. */
  interface Handler {
    /** Answers a request, with a status; null for one that is not measured. */
    int answer(String method, String path, @Nullable RestRequest measured);
  }

  /**
   * @param base the path of the application, such as {@code /app/api}
   */
  abstract Handler start(Application application, String base);
}
