package ee.otel.metrics.internal.points;

import java.util.Arrays;

/**
 * Words for rows of which each needs as many as it likes: they lie next to each other in a page.
 */
final class WordPages {
  private static final int PAGE = 1 << 14;
  private static final int SMALLEST = 64;

  /** All but the first have at least {@link #PAGE} words, once they have any. */
  private long[][] pages = {{}};

  private int page;
  private int used;

  /** Lets all words be used again. */
  void clear() {
    page = 0;
    used = 0;
  }

  /** Makes sure that to take so many words needs no memory; they are at {@link #next}. */
  void reserve(int words) {
    int length = pages[page].length;
    int needed = used + words;
    if (needed <= length) {
      return;
    }
    if (length < PAGE && needed <= PAGE) {
      int more = Math.max(SMALLEST, Math.max(needed, 2 * length));
      pages[page] = Arrays.copyOf(pages[page], Math.min(PAGE, more));
      return;
    }
    int next = page + 1;
    if (next == pages.length) {
      pages = Arrays.copyOf(pages, 2 * next);
      Arrays.fill(pages, next, pages.length, new long[0]);
    }
    if (pages[next].length < words) {
      pages[next] = new long[Math.max(PAGE, words)];
    }
    page = next;
    used = 0;
  }

  /** Where the next words are. */
  long next() {
    return (long) page << Integer.SIZE | used;
  }

  /** Takes the next words, which are written. */
  void take(int words) {
    used += words;
  }

  long[] page(long where) {
    return pages[(int) (where >> Integer.SIZE)];
  }

  static int at(long where) {
    return (int) where;
  }
}
