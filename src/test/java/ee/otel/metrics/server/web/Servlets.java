package ee.otel.metrics.server.web;

import jakarta.annotation.Resource;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutorService;

/** Servlets that answer in every way that servlets have. */
public final class Servlets {
  private Servlets() {}

  @WebServlet(urlPatterns = {"/hello/*", "*.hi", "/exact"})
  public static class Hello extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("hello");
    }
  }

  @WebServlet("/forward")
  public static class Forward extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      request.getRequestDispatcher("/hello/forwarded").forward(request, response);
    }
  }

  @WebServlet("/include")
  public static class Include extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      request.getRequestDispatcher("/hello/included").include(request, response);
    }
  }

  @WebServlet("/fail/*")
  public static class Fail extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      switch (request.getPathInfo()) {
        case "/runtime" -> throw new IllegalStateException("on purpose");
        case "/servlet" -> throw new ServletException("on purpose");
        case "/io" -> throw new IOException("on purpose");
        case "/send" -> response.sendError(503);
        case "/set" -> response.setStatus(507);
        case "/committed" -> {
          response.getWriter().println("begun");
          response.flushBuffer();
          throw new IllegalStateException("on purpose");
        }
        default -> response.sendError(404);
      }
    }
  }

  /** Where errors are answered that a servlet sends with status 503. */
  @WebServlet("/sorry")
  public static class Sorry extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().println("sorry");
    }
  }

  @WebServlet(urlPatterns = "/async/*", asyncSupported = true)
  public static class Async extends HttpServlet {
    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ExecutorService executor;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getPathInfo()) {
        case "/complete" -> {
          AsyncContext async = request.startAsync();
          executor.submit(
              () -> {
                response.setStatus(202);
                async.complete();
              });
        }
        case "/now" -> request.startAsync().complete();
        case "/unwrapped" -> {
          ServletRequest innermost = request;
          while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
          }
          AsyncContext async = innermost.startAsync(innermost, response);
          executor.submit(
              () -> {
                response.setStatus(203);
                async.complete();
              });
        }
        case "/dispatch" -> request.startAsync().dispatch("/hello/dispatched");
        case "/again" -> {
          if (request.getAttribute("again") == null) {
            request.setAttribute("again", true);
            request.startAsync().dispatch();
          } else {
            AsyncContext async = request.startAsync();
            executor.submit(
                () -> {
                  response.setStatus(206);
                  async.complete();
                });
          }
        }
        case "/timeout" -> request.startAsync().setTimeout(50);
        default -> response.sendError(404);
      }
    }
  }
}
