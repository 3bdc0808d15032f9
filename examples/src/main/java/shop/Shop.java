package shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** A Jakarta REST application. */
@ApplicationPath("api")
public class Shop extends Application {}
