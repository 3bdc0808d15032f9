package ee.otel.metrics.server.web;

import jakarta.ejb.Stateless;

/** An EJB that is a resource, seen by its interface. */
@Stateless
public class CatalogResource implements Catalog {
  @Override
  public String entry(String name) {
    return name;
  }
}
