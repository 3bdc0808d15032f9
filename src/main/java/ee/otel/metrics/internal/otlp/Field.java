package ee.otel.metrics.internal.otlp;

/**
 * A field of an OTLP message.
 *
 * @param number its number in protobuf; 1 to 15, so that its tag is one byte
 * @param name its name in JSON
 * @param presence when it is written
 */
record Field(int number, String name, Presence presence) {

  enum Presence {
    /** Left out when it has its type's default value: 0, false, empty. */
    IMPLICIT,
    /** Always written: members of a oneof, {@code optional} fields, messages. */
    EXPLICIT,
    /** An element of a list. */
    REPEATED
  }

  Field {
    if (number < 1 || number > 15) {
      throw new IllegalArgumentException("number not in 1..15: " + number);
    }
  }

  static Field implicit(int number, String name) {
    return new Field(number, name, Presence.IMPLICIT);
  }

  static Field explicit(int number, String name) {
    return new Field(number, name, Presence.EXPLICIT);
  }

  static Field repeated(int number, String name) {
    return new Field(number, name, Presence.REPEATED);
  }

  boolean isImplicit() {
    return presence == Presence.IMPLICIT;
  }

  boolean isRepeated() {
    return presence == Presence.REPEATED;
  }
}
