/** What the page knows: metrics, their series, and what became of each during the last minutes. */

import {column, takeBuckets} from './histogram.js';

/** How many snapshots are kept. */
export const CAPACITY = 600;

/** Histograms keep this many columns together; many histograms keep fewer snapshots each. */
const COLUMNS = 600000;
const FEWEST_COLUMNS = 60;

/** After a longer pause, in milliseconds, lines are interrupted. */
const LONGEST_STEP = 7000;

const MOST_EXEMPLARS = 200;

/** One set of attributes of a metric. */
export class Series {
  constructor(metric, pairs) {
    this.metric = metric;
    this.attributes = pairs;
    this.number = metric.series.size; // for an order that lasts
    this.text = pairs.map(([key, value]) => `${key}=${value}`).join(' ').toLowerCase();
    this.label = pairs.some(([key]) => key === 'otel.metric.overflow')
      ? 'overflow'
      : pairs.length === 0 ? metric.name : pairs.map(([, value]) => value).join(' · ');
    this.alive = true;
    this.measuredAt = -1; // the snapshot that brought a value
    this.aliveAt = -1; // the last snapshot that it was in
    this.reportedAt = null; // when the latest value was measured, where that is told
    this.total = null; // of a sum or histogram: what the application has counted so far
    this.latest = null; // what is drawn
    this.values = null;
    this.columns = null;
    this.summary = null;
  }

  /** The value of a snapshot; NaN where there is none. */
  at(tick) {
    return this.values === null ? NaN : this.values[tick % CAPACITY];
  }
}

/** One metric. */
export class Metric {
  constructor(key, definition) {
    Object.assign(this, definition);
    this.key = key;
    this.isHistogram = this.kind === 'histogram' || this.kind === 'exponential';
    this.isRate = this.isHistogram || (this.kind === 'sum' && this.monotonic && !this.delta);
    this.series = new Map();
    this.exemplars = [];
    this.text = [this.name, this.description, this.scope, this.unit, this.kind].join(' ').toLowerCase();
    this.changed = 0; // how often series came or went
  }
}

export class Store {
  tick = -1;
  times = new Float64Array(CAPACITY);
  metrics = new Map();
  resources = new Map();
  status = {routes: [], losses: [], streams: []};
  leftOut = 0;
  /** Whether values come in reports, less often than snapshots. */
  reported = false;
  /** How often metrics came, so that whoever lists them knows when to look. */
  changed = 0;

  #metricOf = new Map();
  #seriesOf = new Map();
  #histograms = 0;
  #state = null;

  /** Takes in an answer of the server. */
  apply(data) {
    this.status = data.status;
    this.leftOut = data.leftOut;
    if (data.state === this.#state) {
      return;
    }
    this.#state = data.state;
    const beganBefore = this.tick >= 0;
    if (data.whole) {
      this.#metricOf.clear();
      this.#seriesOf.clear();
      this.#eachSeries(series => { series.alive = false; });
    }
    const seconds = this.#advance(data.time);
    this.resources = new Map(data.resources.map(one => [one.id, one.attributes]));
    data.metrics.forEach(definition => this.#define(definition));
    const fresh = new Set();
    data.series.forEach(([id, metric, pairs]) => this.#add(id, metric, pairs, fresh));
    data.gone.forEach(id => {
      const series = this.#seriesOf.get(id);
      if (series) {
        series.alive = false;
        series.metric.changed++;
        this.#seriesOf.delete(id);
      }
    });
    const startsAtZero = beganBefore && !data.whole;
    this.reported = data.reported;
    data.values.forEach(value => {
      const series = this.#seriesOf.get(value[0]);
      if (series) {
        this.#measure(series, value, this.#secondsOf(series, value, seconds), startsAtZero && fresh.has(series));
        series.measuredAt = this.tick;
      }
    });
    this.#carryOn();
    data.exemplars.forEach(exemplar => this.#remember(exemplar));
    if (this.tick % 60 === 0) {
      this.#prune();
    }
  }

  /** Lets go what has not been there for longer than anything is shown. */
  #prune() {
    this.metrics.forEach((metric, key) => {
      metric.series.forEach((series, its) => {
        if (!series.alive && this.tick - series.aliveAt > CAPACITY) {
          metric.series.delete(its);
          this.#histograms -= metric.isHistogram ? 1 : 0;
        }
      });
      if (metric.series.size === 0) {
        this.metrics.delete(key);
        this.changed++;
      }
    });
  }

  /** A new snapshot; gives the seconds since the one before, or 0 where that is too long ago. */
  #advance(time) {
    const before = this.tick < 0 ? time : this.times[this.tick % CAPACITY];
    if (time - before > LONGEST_STEP) {
      this.#push(before + 1);
    }
    this.#push(time);
    return (time - before) / 1000;
  }

  /** How long a value took: since the snapshot before, or between two reports. */
  #secondsOf(series, value, sinceSnapshot) {
    if (!this.reported) {
      return sinceSnapshot;
    }
    const reportedAt = value[value.length - 1];
    const before = series.reportedAt;
    series.reportedAt = reportedAt;
    return before === null ? 0 : (reportedAt - before) / 1000;
  }

  #push(time) {
    this.tick++;
    const slot = this.tick % CAPACITY;
    this.times[slot] = time;
    this.#eachSeries(series => {
      if (series.values !== null) {
        series.values[slot] = NaN;
      }
      if (series.columns !== null) {
        series.columns[this.tick % series.columns.length] = null;
      }
    });
  }

  #define(definition) {
    const key = JSON.stringify([
      this.resourceName(definition.resource), definition.scope, definition.scopeVersion,
      definition.scopeAttributes, definition.name, definition.unit, definition.kind,
      definition.monotonic, definition.delta, definition.boundaries,
    ]);
    let metric = this.metrics.get(key);
    if (metric === undefined) {
      metric = new Metric(key, definition);
      this.metrics.set(key, metric);
      this.changed++;
    } else {
      metric.resource = definition.resource;
    }
    this.#metricOf.set(definition.id, metric);
  }

  #add(id, metricId, pairs, fresh) {
    const metric = this.#metricOf.get(metricId);
    const key = JSON.stringify(pairs);
    let series = metric.series.get(key);
    if (series === undefined) {
      series = new Series(metric, pairs);
      metric.series.set(key, series);
      if (metric.isHistogram) {
        this.#histograms++;
      }
    }
    series.alive = true;
    metric.changed++;
    this.#seriesOf.set(id, series);
    fresh.add(series);
  }

  #measure(series, value, seconds, startsAtZero) {
    const metric = series.metric;
    if (series.values === null) {
      series.values = new Float64Array(CAPACITY).fill(NaN);
    }
    const before = series.total ?? (startsAtZero ? 0 : null);
    const now = value[1];
    series.total = now;
    if (metric.isHistogram) {
      this.#distribute(series, value, startsAtZero);
    }
    if (metric.isRate && !metric.delta) {
      const grown = before === null || now === null ? NaN : now >= before ? now - before : now;
      series.latest = seconds > 0 ? grown / seconds : NaN;
    } else {
      series.latest = now ?? NaN;
    }
    series.values[this.tick % CAPACITY] = series.latest;
  }

  #distribute(series, value, startsAtZero) {
    const metric = series.metric;
    const grown = takeBuckets(series, metric, value, startsAtZero);
    series.summary = {count: value[1], sum: value[2], min: value[3], max: value[4]};
    if (series.columns === null) {
      const size = Math.max(FEWEST_COLUMNS, Math.floor(COLUMNS / Math.max(1, this.#histograms)));
      series.columns = new Array(Math.min(CAPACITY, size)).fill(null);
    }
    series.columns[this.tick % series.columns.length] = column(grown);
  }

  /** Values that the server does not repeat are what they were; rates are 0, unless another report is to come. */
  #carryOn() {
    const slot = this.tick % CAPACITY;
    this.#seriesOf.forEach(series => {
      series.aliveAt = this.tick;
      if (series.measuredAt !== this.tick && series.values !== null) {
        if (series.metric.isRate && !this.reported) {
          series.latest = 0;
        }
        series.values[slot] = series.metric.delta ? NaN : series.latest;
      }
    });
  }

  #remember([id, value, time, trace, span, filtered]) {
    const series = this.#seriesOf.get(id);
    if (!series) {
      return;
    }
    const kept = series.metric.exemplars;
    if (kept.some(one => one.time === time && one.trace === trace && one.span === span && one.value === value)) {
      return;
    }
    kept.push({series, value, time, trace, span, filtered});
    kept.sort((a, b) => a.time - b.time);
    if (kept.length > MOST_EXEMPLARS) {
      kept.shift();
    }
  }

  #eachSeries(action) {
    this.metrics.forEach(metric => metric.series.forEach(action));
  }

  resourceName(id) {
    const pairs = this.resources.get(id) ?? [];
    const of = key => (pairs.find(([name]) => name === key) ?? [null, null])[1];
    return of('service.name') ?? 'unknown';
  }

  countSeries() {
    return this.#seriesOf.size;
  }

  /** The first snapshot of those that tell what a histogram is at the moment. */
  recentTick() {
    return this.reported ? this.firstTick(3) : Math.max(0, this.tick - 9);
  }

  /** The first snapshot that is newer than a number of minutes before the last. */
  firstTick(minutes) {
    const oldest = Math.max(0, this.tick - CAPACITY + 1);
    const from = this.times[this.tick % CAPACITY] - minutes * 60000;
    let tick = this.tick;
    while (tick > oldest && this.times[(tick - 1) % CAPACITY] >= from) {
      tick--;
    }
    return tick;
  }
}
