/** A metric drawn by uPlot: lines, quantiles or a heat map, with its exemplars as dots. */

import {CAPACITY} from './store.js';
import {BYTES, axisFormatter, formatter, time} from './format.js';
import {Ladder, grid, held, quantiles, smoothed} from './histogram.js';

const QUANTILES = {heat: [0.5, 0.95], quantiles: [0.5, 0.9, 0.99]};
const SMOOTHING = 10;
const DOT = 3.5;
const POWERS_OF_TWO = Array.from({length: 60}, (_, i) => 2 ** i);

/** The colours of the page as it is now; a canvas cannot look them up itself. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = name => style.getPropertyValue(name).trim();
  return {
    lines: [1, 2, 3, 4, 5, 6, 7, 8].map(i => read(`--line-${i}`)),
    heat: [1, 2, 3, 4, 5].map(i => read(`--heat-${i}`)),
    text: read('--faint'),
    grid: read('--grid'),
    over: read('--over-heat'),
    dot: read('--dot'),
    ground: read('--card'),
  };
}

/** The lines that deserve to be drawn: the largest ones, in an order that lasts. */
export function largest(series, most) {
  if (series.length <= most) {
    return series;
  }
  const size = one => (Number.isNaN(one.latest) || one.latest === null ? -1 : Math.abs(one.latest));
  return [...series].sort((a, b) => size(b) - size(a)).slice(0, most).sort((a, b) => a.number - b.number);
}

export class Chart {
  /**
   * @param host the element that the chart fills
   * @param large whether there is room for a time axis and a cursor
   */
  constructor(host, store, metric, large) {
    this.host = host;
    this.store = store;
    this.metric = metric;
    this.large = large;
    this.plot = null;
    this.shape = null;
    this.dots = [];
    this.frame = null;
  }

  /**
   * Draws what happened.
   *
   * @param mode 'lines', 'heat' or 'quantiles'
   * @param lines the series to draw, as lines
   * @param all the series that heat maps and quantiles are made of
   */
  draw(mode, lines, all, minutes, colours) {
    const to = this.store.tick;
    const from = this.store.firstTick(minutes);
    const width = this.host.clientWidth;
    const height = this.host.clientHeight;
    if (width === 0 || to < 0) {
      return;
    }
    const end = this.store.times[to % CAPACITY] / 1000;
    this.frame = {mode, lines, from, to, colours, x: [end - minutes * 60, end], y: null, shown: new Set(all)};
    const data = mode === 'lines' ? this.#lineData() : this.#distributionData(all);
    const shape = JSON.stringify([mode, mode === 'lines' ? lines.map(one => one.text) : 0, colours]);
    if (this.plot === null || shape !== this.shape) {
      this.destroy();
      this.shape = shape;
      this.plot = new uPlot(this.#options(width, height), data, this.host);
      return;
    }
    if (this.plot.width !== width || this.plot.height !== height) {
      this.plot.setSize({width, height});
    }
    this.plot.setData(data);
  }

  destroy() {
    if (this.plot !== null) {
      this.plot.destroy();
      this.plot = null;
    }
  }

  #times() {
    const times = [];
    for (let tick = this.frame.from; tick <= this.frame.to; tick++) {
      times.push(this.store.times[tick % CAPACITY] / 1000);
    }
    return times;
  }

  #lineData() {
    const {from, to, lines} = this.frame;
    let low = Infinity;
    let high = -Infinity;
    const values = lines.map(series => {
      const line = [];
      for (let tick = from; tick <= to; tick++) {
        const value = series.at(tick);
        line.push(Number.isNaN(value) ? null : value);
        if (!Number.isNaN(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      return line;
    });
    this.frame.y = pleasant(low, high);
    return [this.#times(), ...values];
  }

  #distributionData(all) {
    const {from, to, mode} = this.frame;
    const cells = grid(all, from, to);
    const ladder = new Ladder(this.metric, cells);
    const wanted = QUANTILES[mode];
    const columns = this.store.reported
      ? held(cells.columns).map(sum => quantiles(sum, ladder, wanted))
      : smoothed(cells.columns, SMOOTHING).map(sum => quantiles(sum, ladder, wanted));
    const value = place => (place === null ? null : mode === 'heat' ? place : ladder.valueAt(place));
    const lines = wanted.map((_, i) => columns.map(places => value(places[i])));
    this.frame.ladder = ladder;
    this.frame.cells = cells;
    if (mode === 'heat') {
      this.frame.y = ladder.range();
    } else {
      const present = lines.flat().filter(one => one !== null);
      this.frame.y = pleasant(Math.min(...present), Math.max(...present));
    }
    return [this.#times(), ...lines];
  }

  #options(width, height) {
    const {mode, lines, colours} = this.frame;
    const count = mode === 'lines' ? lines.length : QUANTILES[mode].length;
    const stroke = i => (mode === 'heat' ? colours.over : colours.lines[i % colours.lines.length]);
    const series = Array.from({length: count}, (_, i) => ({
      stroke: stroke(i),
      width: this.large ? 2 : 1.5,
      dash: mode === 'heat' && i === 1 ? [4, 3] : undefined,
      fill: mode === 'lines' && count === 1 ? `${stroke(i)}22` : undefined,
      points: {show: false},
      spanGaps: false,
    }));
    const axis = {
      stroke: colours.text,
      font: '11px system-ui, sans-serif',
      grid: {stroke: colours.grid, width: 1},
      ticks: {show: false},
    };
    return {
      width,
      height,
      padding: [8, 8, this.large ? 0 : 6, 0],
      legend: {show: false},
      cursor: this.large ? {drag: {x: false, y: false}, points: mode === 'heat' ? {show: false} : {}, y: false} : {show: false},
      scales: {
        x: {time: true, range: () => this.frame.x},
        y: {range: () => this.frame.y},
      },
      series: [{}, ...series],
      axes: [
        this.large
          ? {...axis, size: 28, space: 80, values: (_, splits) => splits.map(at => time(at * 1000))}
          : {show: false},
        {...axis, size: 62, gap: 4, ...this.#verticalAxis(mode)},
      ],
      hooks: {
        drawClear: [plot => this.#drawHeat(plot)],
        draw: [plot => this.#drawDots(plot)],
      },
    };
  }

  #verticalAxis(mode) {
    const most = this.large ? 9 : 4;
    if (mode === 'heat') {
      const write = axisFormatter(this.metric.unit);
      return {
        splits: () => this.frame.ladder.labels(most),
        values: (_, places) => places.map(place => write(this.frame.ladder.valueAt(place))),
      };
    }
    const write = axisFormatter(this.metric.unit, mode === 'lines' && this.metric.isRate);
    const incrs = this.metric.unit in BYTES ? {incrs: POWERS_OF_TWO} : {};
    return {space: this.large ? 36 : 28, values: (_, splits) => splits.map(write), ...incrs};
  }

  #drawHeat(plot) {
    const {mode, cells, ladder, from, colours} = this.frame;
    if (mode !== 'heat') {
      return;
    }
    let most = 1;
    cells.columns.forEach(sum => sum.forEach(count => { most = Math.max(most, count); }));
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const seam = uPlot.pxRatio * 0.5;
    cells.columns.forEach((sum, i) => {
      if (sum.size === 0) {
        return;
      }
      const end = this.store.times[(from + i) % CAPACITY] / 1000;
      const begin = this.#beginOf(i, end);
      const left = plot.valToPos(begin, 'x', true);
      const right = plot.valToPos(end, 'x', true);
      sum.forEach((count, row) => {
        const place = ladder.place(row);
        const top = plot.valToPos(place + 1, 'y', true);
        const bottom = plot.valToPos(place, 'y', true);
        const strength = Math.floor(Math.sqrt(count / most) * colours.heat.length);
        ctx.fillStyle = colours.heat[Math.min(strength, colours.heat.length - 1)];
        ctx.fillRect(left, top, right - left + seam, bottom - top - seam);
      });
    });
    ctx.restore();
  }

  /** Where a column begins: where the one before ends, or after the report before. */
  #beginOf(i, end) {
    const {cells, from} = this.frame;
    let before = i - 1;
    while (this.store.reported && before > 0 && cells.columns[before].size === 0) {
      before--;
    }
    return before < 0 ? end - 1 : this.store.times[(from + before) % CAPACITY] / 1000;
  }

  #drawDots(plot) {
    const {mode, ladder, x, shown, lines, colours} = this.frame;
    this.dots = [];
    const {ctx, bbox} = plot;
    const radius = (this.large ? DOT + 1 : DOT) * uPlot.pxRatio;
    ctx.save();
    ctx.setLineDash([]);
    for (const exemplar of this.metric.exemplars) {
      const at = exemplar.time / 1000;
      if (at < x[0] || at > x[1] || !shown.has(exemplar.series)) {
        continue;
      }
      const value = mode === 'heat' ? ladder.placeOf(exemplar.value) : this.#heightOf(exemplar, mode, lines);
      if (value === null) {
        continue;
      }
      const left = plot.valToPos(at, 'x', true);
      const top = Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(value, 'y', true)));
      ctx.beginPath();
      ctx.arc(left, top, radius, 0, 2 * Math.PI);
      ctx.fillStyle = colours.dot;
      ctx.fill();
      ctx.lineWidth = 1.5 * uPlot.pxRatio;
      ctx.strokeStyle = colours.ground;
      ctx.stroke();
      this.dots.push({left: (left - bbox.left) / uPlot.pxRatio, top: (top - bbox.top) / uPlot.pxRatio, exemplar});
    }
    ctx.restore();
  }

  /** Exemplars of rates have a value that is no rate: they stand on their series' line. */
  #heightOf(exemplar, mode, lines) {
    if (mode === 'quantiles' || !this.metric.isRate) {
      return exemplar.value;
    }
    if (!lines.includes(exemplar.series)) {
      return null;
    }
    for (let tick = this.frame.from; tick <= this.frame.to; tick++) {
      if (this.store.times[tick % CAPACITY] >= exemplar.time) {
        const value = exemplar.series.at(tick);
        return Number.isNaN(value) ? null : value;
      }
    }
    return null;
  }

  /** What stands under the cursor, as lines of text; empty for nothing. */
  readout() {
    const plot = this.plot;
    if (plot === null || plot.cursor.idx === null || plot.cursor.idx === undefined || plot.cursor.left < 0) {
      return [];
    }
    const {mode, lines, ladder} = this.frame;
    const i = plot.cursor.idx;
    const write = formatter(this.metric.unit, mode === 'lines' && this.metric.isRate);
    const text = [time(plot.data[0][i] * 1000)];
    plot.data.slice(1).forEach((values, n) => {
      if (values[i] !== null && values[i] !== undefined && n < 8) {
        const name = mode === 'lines' ? lines[n].label : `p${QUANTILES[mode][n] * 100}`;
        text.push(`${name}: ${write(mode === 'heat' ? ladder.valueAt(values[i]) : values[i])}`);
      }
    });
    const near = this.dots.find(dot =>
      Math.hypot(dot.left - plot.cursor.left, dot.top - plot.cursor.top) < 12);
    if (near) {
      text.push(`exemplar ${formatter(this.metric.unit)(near.exemplar.value)}`, `trace ${near.exemplar.trace || 'none'}`);
    }
    return text;
  }
}

/** The range of an axis: from zero where that does not flatten everything. */
function pleasant(low, high) {
  if (!(low <= high)) {
    return [0, 1];
  }
  let bottom = low >= 0 && low < 0.7 * high ? 0 : low;
  let top = high <= 0 && bottom < 0 ? Math.max(0, high) : high;
  if (top - bottom < Math.abs(top) * 1e-6 || top === bottom) {
    const room = Math.abs(top) * 0.1 || 1;
    bottom = low >= 0 ? Math.max(0, bottom - room) : bottom - room;
    top += room;
  }
  const room = (top - bottom) * 0.08;
  return [bottom === 0 ? 0 : bottom - room, top + room];
}
