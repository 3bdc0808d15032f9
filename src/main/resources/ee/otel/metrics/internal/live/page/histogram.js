/**
 * Histograms as rows and columns: a row is a bucket, a column is what was measured between two
 * snapshots. Rows of explicit buckets are their numbers; those of exponential buckets are powers of
 * two to the quarter, whatever their scale.
 */

const ROWS_PER_DOUBLING = 4;
const DISPLAY_SCALE = 2;

/** The row of zeros and of negative values, below all that exponential buckets can reach. */
const ZERO_ROW = -5000;

/** Takes in a point's buckets; gives what was added to each row since the point before. */
export function takeBuckets(series, metric, value, startsAtZero) {
  const now = metric.kind === 'histogram' ? explicitRows(value[5]) : exponentialRows(value[5]);
  const before = series.rows ?? (startsAtZero || metric.delta ? new Map() : null);
  const restarted = series.rowCount !== undefined && value[1] < series.rowCount;
  series.rows = metric.delta ? new Map() : now;
  series.rowCount = metric.delta ? 0 : value[1];
  if (before === null) {
    return new Map();
  }
  if (restarted) {
    return now;
  }
  const grown = new Map();
  now.forEach((count, row) => {
    const more = count - (before.get(row) ?? 0);
    if (more > 1e-9) {
      grown.set(row, more);
    }
  });
  return grown;
}

function explicitRows(counts) {
  const rows = new Map();
  counts.forEach((count, row) => {
    if (count > 0) {
      rows.set(row, count);
    }
  });
  return rows;
}

function exponentialRows([scale, zeros, offset, positive, , negative]) {
  const rows = new Map();
  const add = (row, count) => rows.set(row, (rows.get(row) ?? 0) + count);
  const low = zeros + negative.reduce((sum, count) => sum + count, 0);
  if (low > 0) {
    add(ZERO_ROW, low);
  }
  positive.forEach((count, i) => {
    if (count > 0) {
      const index = offset + i;
      if (scale >= DISPLAY_SCALE) {
        add(Math.floor(index / 2 ** (scale - DISPLAY_SCALE)), count);
      } else {
        const width = 2 ** (DISPLAY_SCALE - scale);
        for (let part = 0; part < width; part++) {
          add(index * width + part, count / width);
        }
      }
    }
  });
  return rows;
}

/** What was added to each row, as a flat list of rows and counts; null where nothing was. */
export function column(grown) {
  if (grown.size === 0) {
    return null;
  }
  const flat = [];
  grown.forEach((count, row) => flat.push(row, count));
  return flat;
}

/** All columns of some series between two snapshots, added up; rows in use only. */
export function grid(series, from, to) {
  const columns = [];
  let low = Infinity;
  let high = -Infinity;
  let zeros = false;
  for (let tick = from; tick <= to; tick++) {
    const sum = new Map();
    for (const one of series) {
      if (one.columns === null || tick <= to - one.columns.length) {
        continue;
      }
      const flat = one.columns[tick % one.columns.length];
      if (flat !== null) {
        for (let i = 0; i < flat.length; i += 2) {
          sum.set(flat[i], (sum.get(flat[i]) ?? 0) + flat[i + 1]);
          if (flat[i] === ZERO_ROW) {
            zeros = true;
          } else {
            low = Math.min(low, flat[i]);
            high = Math.max(high, flat[i]);
          }
        }
      }
    }
    columns.push(sum);
  }
  return {columns, low, high, zeros};
}

/** The place of rows on the vertical axis: zeros stand below the lowest other row in use. */
export class Ladder {
  constructor(metric, {low, high, zeros}) {
    this.metric = metric;
    this.explicit = metric.kind === 'histogram';
    const empty = low > high;
    this.low = empty ? 0 : low;
    this.high = empty ? (this.explicit ? metric.boundaries.length : 1) : high;
    if (zeros && !this.explicit) {
      this.low -= 1;
    }
  }

  /** The lower end of a row. */
  place(row) {
    return row === ZERO_ROW ? this.low : row;
  }

  range() {
    return [this.low - 0.15, this.high + 1.15];
  }

  /** Where a value stands. */
  placeOf(value) {
    if (!this.explicit) {
      return value <= 0 ? this.low + 0.5 : Math.log2(value) * ROWS_PER_DOUBLING;
    }
    const bounds = this.metric.boundaries;
    let row = 0;
    while (row < bounds.length && value > bounds[row]) {
      row++;
    }
    if (row === 0 || row === bounds.length) {
      return row + 0.5;
    }
    return row + (value - bounds[row - 1]) / (bounds[row] - bounds[row - 1]);
  }

  /** The value at a place: the bound between two rows, or something between two bounds. */
  valueAt(place) {
    if (!this.explicit) {
      return 2 ** (place / ROWS_PER_DOUBLING);
    }
    const bounds = this.metric.boundaries;
    if (bounds.length === 0) {
      return NaN;
    }
    const row = Math.floor(place);
    if (row < 1) {
      return bounds[0];
    }
    if (row >= bounds.length) {
      return bounds[bounds.length - 1];
    }
    return bounds[row - 1] + (place - row) * (bounds[row] - bounds[row - 1]);
  }

  /** Places that deserve a label, at most so many. */
  labels(most) {
    const first = this.explicit ? Math.max(1, this.low) : this.low;
    const last = this.explicit ? Math.min(this.metric.boundaries.length, this.high + 1) : this.high + 1;
    const steps = this.explicit ? [1, 2, 3, 4, 6, 8, 12, 16] : [1, 2, 4, 8, 16, 32, 64, 128, 256];
    const step = steps.find(each => (last - first) / each < most) ?? steps[steps.length - 1];
    const places = [];
    for (let place = this.explicit ? first : Math.ceil(first / step) * step; place <= last; place += step) {
      places.push(place);
    }
    return places;
  }
}

/** The places of some quantiles in a column; null without measurements. */
export function quantiles(sum, ladder, wanted) {
  const rows = [...sum].map(([row, count]) => [ladder.place(row), count]).sort((a, b) => a[0] - b[0]);
  const total = rows.reduce((all, [, count]) => all + count, 0);
  return wanted.map(q => {
    if (total === 0) {
      return null;
    }
    let left = q * total;
    for (const [place, count] of rows) {
      if (left <= count) {
        return place + left / count;
      }
      left -= count;
    }
    return rows[rows.length - 1][0] + 1;
  });
}

/** Each column together with those just before it, so that quantiles do not jump. */
export function smoothed(columns, width) {
  const window = new Map();
  return columns.map((sum, i) => {
    sum.forEach((count, row) => window.set(row, (window.get(row) ?? 0) + count));
    if (i >= width) {
      columns[i - width].forEach((count, row) => {
        const left = window.get(row) - count;
        if (left > 1e-9) {
          window.set(row, left);
        } else {
          window.delete(row);
        }
      });
    }
    return new Map(window);
  });
}

/** Each column, or the one before where nothing was reported. */
export function held(columns) {
  let last = new Map();
  return columns.map(sum => {
    last = sum.size > 0 ? sum : last;
    return last;
  });
}
