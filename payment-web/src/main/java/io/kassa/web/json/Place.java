package io.kassa.web.json;

/**
 * Where in a body a value stands: a chain from the value up to the body itself, spelled out only
 * when something is refused there.
 *
 * @param parent the enclosing value; null for the body itself
 * @param name the member's name as it was sent; null for the body and for list elements
 * @param index the element's index; -1 where {@code name} counts
 */
record Place(Place parent, String name, int index) {
  static final Place BODY = new Place(null, null, -1);

  Place member(String memberName) {
    return new Place(this, memberName, -1);
  }

  Place element(int elementIndex) {
    return new Place(this, null, elementIndex);
  }

  /** The path as in {@code lines[0].quantity}; {@code $} for the body itself. */
  String path() {
    if (parent == null) {
      return "$";
    }
    StringBuilder path = new StringBuilder();
    append(path);
    return path.toString();
  }

  private void append(StringBuilder path) {
    if (parent == null) {
      return;
    }
    parent.append(path);
    if (name == null) {
      path.append('[').append(index).append(']');
    } else {
      if (path.length() > 0) {
        path.append('.');
      }
      path.append(TextFlaw.printable(name));
    }
  }
}
