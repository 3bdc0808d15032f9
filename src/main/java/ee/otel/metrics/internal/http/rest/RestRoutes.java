package ee.otel.metrics.internal.http.rest;

import ee.otel.metrics.internal.http.RestPaths;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a Jakarta REST application: where it lies, then the templates of the resource
 * class, of each sub-resource locator and of the method.
 *
 * <p>Jakarta REST 3.1 tells the resources that matched and the parts of the path that they matched,
 * but no template between a root resource and what its locators lead to: it is found by asking
 * which locator's template matches. Each route is made once. Safe from any thread.
 */
final class RestRoutes {
  private final Map<Class<?>, Map<Method, Known>> direct = new ConcurrentHashMap<>();
  private final Map<Chain, Located> located = new ConcurrentHashMap<>();

  /**
   * A route, and the servlet's URL pattern that it was made for.
   *
   * @param route empty where it is unknown
   */
  private record Known(@Nullable String servletPattern, Optional<String> route) {}

  /** Resource classes from the root on, and the method of the last one. */
  private record Chain(List<Class<?>> types, Method method, @Nullable String servletPattern) {}

  /** The route of a chain, and whether it depends on the path. */
  private record Located(boolean ambiguous, Optional<String> route) {}

  /**
   * The route of the request that is being matched; null where it is unknown.
   *
   * @param servletPattern of the servlet that is Jakarta REST; null where it is not known
   */
  @Nullable String route(
      String contextPath,
      @Nullable String servletPattern,
      UriInfo uri,
      @Nullable ResourceInfo resource) {
    Method method = resource == null ? null : resource.getResourceMethod();
    if (resource == null || method == null) {
      return null;
    }
    List<Object> matched = uri.getMatchedResources();
    if (matched.size() > 1) {
      return located(contextPath, servletPattern, uri, matched, method);
    }
    Class<?> type = resource.getResourceClass();
    Map<Method, Known> methods = direct.computeIfAbsent(type, all -> new ConcurrentHashMap<>());
    Known known = methods.get(method);
    if (known == null || !equal(known.servletPattern, servletPattern)) {
      known =
          new Known(servletPattern, direct(base(contextPath, servletPattern, uri), type, method));
      methods.put(method, known);
    }
    return known.route.orElse(null);
  }

  private static boolean equal(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equals(other);
  }

  private static Optional<String> direct(@Nullable String base, Class<?> type, Method method) {
    String root = RestPaths.of(type);
    if (base == null || root == null) {
      return Optional.empty();
    }
    return Optional.of(
        absolute(base, PathTemplate.of(root).then(orEmpty(RestPaths.of(type, method)))));
  }

  private @Nullable String located(
      String contextPath,
      @Nullable String servletPattern,
      UriInfo uri,
      List<Object> matched,
      Method method) {
    List<Class<?>> types = new ArrayList<>(matched.size());
    for (Object resource : matched) {
      types.add(resource instanceof Class<?> type ? type : resource.getClass());
    }
    Collections.reverse(types);
    Chain chain = new Chain(types, method, servletPattern);
    Located known = located.get(chain);
    if (known == null || known.ambiguous) {
      known = locate(base(contextPath, servletPattern, uri), uri, chain);
      located.put(chain, known);
    }
    return known.route.orElse(null);
  }

  private static Located locate(@Nullable String base, UriInfo uri, Chain chain) {
    String root = RestPaths.of(chain.types.get(0));
    if (base == null || root == null) {
      return new Located(false, Optional.empty());
    }
    boolean ambiguous = false;
    PathTemplate template = PathTemplate.of(root);
    int last = chain.types.size() - 1;
    for (int i = 0; i < last; i++) {
      List<PathTemplate> candidates = new ArrayList<>();
      for (Method locator : RestPaths.locators(chain.types.get(i))) {
        if (mayReturn(locator, chain.types.get(i + 1))) {
          candidates.add(template.then(orEmpty(RestPaths.of(chain.types.get(i), locator))));
        }
      }
      ambiguous |= candidates.size() > 1;
      template = candidates.size() == 1 ? candidates.get(0) : best(candidates, uri);
      if (template == null) {
        return new Located(ambiguous, Optional.empty());
      }
    }
    Class<?> leaf = chain.types.get(last);
    return new Located(
        ambiguous,
        Optional.of(absolute(base, template.then(orEmpty(RestPaths.of(leaf, chain.method))))));
  }

  /** Whether the locator can lead to a resource of that class, as far as its signature says. */
  private static boolean mayReturn(Method locator, Class<?> resource) {
    Class<?> type = locator.getReturnType();
    return type == Class.class || type.isAssignableFrom(resource) || resource.isInterface();
  }

  /** The one that matches a part of the path; of several the one that Jakarta REST prefers. */
  private static @Nullable PathTemplate best(List<PathTemplate> candidates, UriInfo uri) {
    PathTemplate best = null;
    boolean tie = false;
    for (PathTemplate candidate : candidates) {
      if (matches(candidate, uri.getMatchedURIs())) {
        tie = best != null && candidate.literals() == best.literals();
        if (best == null || candidate.literals() > best.literals()) {
          best = candidate;
        }
      }
    }
    return tie ? null : best;
  }

  private static boolean matches(PathTemplate template, List<String> matchedUris) {
    for (String uri : matchedUris) {
      if (template.matches(withoutMatrixParameters(uri))) {
        return true;
      }
    }
    return false;
  }

  private static String withoutMatrixParameters(String path) {
    return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
  }

  /**
   * The base path of the application, as it was deployed: a different spelling in a request, or
   * matrix parameters, make no route. Null where it is unknown.
   */
  private static @Nullable String base(
      String contextPath, @Nullable String servletPattern, UriInfo uri) {
    if (servletPattern != null && servletPattern.endsWith("/*")) {
      return contextPath + servletPattern.substring(0, servletPattern.length() - 2);
    }
    String path = uri.getBaseUri().getPath();
    return path.startsWith(contextPath) && path.indexOf(';') < 0 ? path : null;
  }

  private static String absolute(String base, PathTemplate template) {
    String start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return start + "/" + template.text();
  }

  private static String orEmpty(@Nullable String path) {
    return path == null ? "" : path;
  }
}
