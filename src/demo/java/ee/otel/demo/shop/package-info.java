/**
 * A web shop that measures itself: carts, checkouts, stock, parcels.
 *
 * <p>It knows the OpenTelemetry API and Jakarta EE only. All instruments stand in {@link
 * ee.otel.demo.shop.ShopMetrics}.
 */
@NullMarked
package ee.otel.demo.shop;

import org.jspecify.annotations.NullMarked;
