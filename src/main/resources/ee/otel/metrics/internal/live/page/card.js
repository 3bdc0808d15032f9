/** The board: a card for each metric, those of the application before those of its surroundings. */

import {element, setText} from './dom.js';
import {Chart, largest} from './chart.js';
import {count, formatter} from './format.js';
import {Ladder, grid, quantiles} from './histogram.js';

const LINES = 8;
const LEGEND = 3;
const OURS = 'ee.otel.';

/** A metric's kind in words. */
export function kindOf(metric) {
  switch (metric.kind) {
    case 'gauge': return 'gauge';
    case 'sum': return metric.monotonic ? 'counter' : 'up-down counter';
    case 'histogram': return 'histogram';
    default: return 'exponential histogram';
  }
}

/** What a metric is at the moment, in a few words. */
export function nowOf(metric, series, store) {
  const present = series.map(one => one.latest).filter(value => value !== null && !Number.isNaN(value));
  if (metric.isHistogram) {
    const cells = grid(series, store.recentTick(), store.tick);
    const ladder = new Ladder(metric, cells);
    const sum = new Map();
    cells.columns.forEach(one => one.forEach((n, row) => sum.set(row, (sum.get(row) ?? 0) + n)));
    const write = formatter(metric.unit);
    const [half, most] = quantiles(sum, ladder, [0.5, 0.95]);
    return half === null
      ? 'nothing lately'
      : `p50 ${write(ladder.valueAt(half))} · p95 ${write(ladder.valueAt(most))}`;
  }
  if (present.length === 0) {
    return '–';
  }
  const write = formatter(metric.unit, metric.isRate);
  if (metric.kind === 'sum' || present.length === 1) {
    return write(present.reduce((sum, value) => sum + value, 0));
  }
  return `${write(Math.min(...present))} to ${write(Math.max(...present))}`;
}

class Card {
  constructor(metric, board) {
    this.metric = metric;
    this.board = board;
    this.visible = false;
    this.shown = [];
    this.lines = [];
    this.chosenAt = -1;
    this.now = element('p', {class: 'now'});
    this.plot = element('div', {class: 'plot', 'aria-hidden': 'true'});
    this.legend = element('p', {class: 'legend'});
    this.uses = element('p', {class: 'uses'});
    this.root = element('article', {class: 'card', tabIndex: 0, role: 'button'},
      element('p', {class: 'scope'}, board.originOf(metric)),
      element('p', {class: 'kind'}, kindOf(metric)),
      element('h2', {}, metric.name),
      this.now, this.plot, this.legend,
      element('p', {class: 'description', title: metric.description}, metric.description),
      this.uses);
    this.root.dataset.name = metric.name;
    this.root.addEventListener('click', () => board.onOpen(metric));
    this.chart = new Chart(this.plot, board.store, metric, false);
    board.watcher.observe(this.root);
    board.cardOf.set(this.root, this);
  }

  draw() {
    const {store, minutes, colours} = this.board;
    const metric = this.metric;
    if (store.tick - this.chosenAt >= 10 || this.lines.some(one => !this.shown.includes(one)) || this.lines.length < Math.min(LINES, this.shown.length)) {
      this.lines = largest(this.shown, LINES);
      this.chosenAt = store.tick;
    }
    const now = nowOf(metric, this.shown, store);
    setText(this.now, now);
    this.root.setAttribute('aria-label', `${metric.name}, ${kindOf(metric)}, ${now}, ${this.shown.length} series`);
    this.#drawLegend();
    this.#drawUses();
    this.chart.draw(metric.isHistogram ? 'heat' : 'lines', this.lines, this.shown, minutes, colours);
  }

  #drawLegend() {
    const metric = this.metric;
    if (metric.isHistogram) {
      const rate = this.shown.reduce((sum, one) => sum + (one.latest || 0), 0);
      if (this.rate === undefined) {
        this.rate = element('span');
        this.legend.replaceChildren(this.rate, element('span', {class: 'over'}, '— p50'), element('span', {class: 'over'}, '┄ p95'));
      }
      setText(this.rate, `${formatter('')(rate)}/s`);
      return;
    }
    const named = this.lines.filter(one => one.attributes.length > 0);
    const wanted = named.slice(0, LEGEND);
    const key = wanted.map(one => one.text).join('\n') + this.shown.length + this.board.theme;
    if (key !== this.legendKey) {
      this.legendKey = key;
      const more = this.shown.length - wanted.length;
      this.legend.replaceChildren(
        ...wanted.map(one => element('span', {class: `label line-${this.lines.indexOf(one) % 8 + 1}`, title: one.text}, one.label)),
        ...(more > 0 && wanted.length > 0 ? [element('span', {class: 'more'}, `+${more}`)] : []));
    }
  }

  #drawUses() {
    const use = this.board.uses.get(this.metric.name);
    const series = this.shown.length === 1 ? '1 series' : `${count(this.shown.length)} series`;
    if (use === undefined || use.limit === 0) {
      setText(this.uses, series);
      return;
    }
    const over = use.overflowed > 0 ? `, ${count(use.overflowed)} measurements overflowed` : '';
    this.uses.classList.toggle('warn', use.overflowed > 0 || use.series > 0.8 * use.limit);
    setText(this.uses, use.series > this.shown.length || over !== '' || use.series > 0.5 * use.limit
      ? `${series} shown, ${count(use.series)} of ${count(use.limit)}${over}`
      : `${series} of ${count(use.limit)}`);
  }

  sleep() {
    this.visible = false;
    this.chart.destroy();
  }
}

export class Board {
  /**
   * @param onOpen gets the metric that somebody wants to see larger
   */
  constructor(main, store, onOpen) {
    this.main = main;
    this.store = store;
    this.onOpen = onOpen;
    this.minutes = 3;
    this.colours = null;
    this.theme = '';
    this.query = null;
    this.uses = new Map();
    this.cards = new Map();
    this.cardOf = new WeakMap();
    this.watcher = new IntersectionObserver(entries => this.#watch(entries), {rootMargin: '200px'});
    main.addEventListener('keydown', event => this.#key(event));
  }

  #watch(entries) {
    entries.forEach(entry => {
      const card = this.cardOf.get(entry.target);
      if (entry.isIntersecting && !card.visible) {
        card.visible = true;
        card.draw();
      } else if (!entry.isIntersecting && card.visible) {
        card.sleep();
      }
    });
  }

  /** The series of a metric that the search leaves and that were there lately. */
  shownOf(metric) {
    const oldest = this.store.firstTick(this.minutes);
    const recent = [...metric.series.values()].filter(one => one.alive || one.aliveAt >= oldest);
    return this.query === null ? recent : this.query.of(metric, recent);
  }

  /** Cards for what is there, in order; gives how many are shown. */
  arrange() {
    this.uses = new Map(this.store.status.streams.map(([name, series, limit, overflowed]) =>
      [name, {series, limit, overflowed}]));
    this.cards.forEach((card, metric) => {
      if (this.store.metrics.get(metric.key) !== metric) {
        this.watcher.unobserve(card.root);
        card.sleep();
        card.root.remove();
        this.cards.delete(metric);
      }
    });
    let fresh = false;
    this.store.metrics.forEach(metric => {
      if (!this.cards.has(metric)) {
        this.cards.set(metric, new Card(metric, this));
        fresh = true;
      }
    });
    if (fresh) {
      this.#place();
    }
    let shown = 0;
    this.cards.forEach((card, metric) => {
      card.shown = this.shownOf(metric);
      card.root.hidden = card.shown.length === 0;
      shown += card.root.hidden ? 0 : 1;
    });
    return shown;
  }

  /** Who measured: the scope, and the service where there are several. */
  originOf(metric) {
    const version = metric.scopeVersion === '' ? '' : ` ${metric.scopeVersion}`;
    const service = this.store.resources.size > 1 ? `${this.store.resourceName(metric.resource)} · ` : '';
    return service + (metric.scope || 'no scope') + version;
  }

  #place() {
    const order = ({metric}) =>
      [metric.scope.startsWith(OURS) ? 1 : 0, this.store.resourceName(metric.resource), metric.scope, metric.name].join('\n');
    const sorted = [...this.cards.values()].map(card => [order(card), card.root])
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    sorted.forEach(([, root], i) => {
      if (this.main.children[i] !== root) {
        this.main.insertBefore(root, this.main.children[i] ?? null);
      }
    });
  }

  draw() {
    this.cards.forEach(card => {
      if (card.visible && !card.root.hidden) {
        card.draw();
      }
    });
  }

  /** Arrow keys go from card to card, as the cards stand on the screen. */
  #key(event) {
    const card = event.target.closest('.card');
    if (card === null || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.onOpen(this.cardOf.get(card).metric);
      return;
    }
    const step = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: 'down', ArrowUp: 'up'}[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const all = [...this.main.querySelectorAll('.card:not([hidden])')];
    const at = all.indexOf(card);
    const next = typeof step === 'number' ? all[at + step] : vertical(all, card, step === 'down');
    next?.focus();
  }
}

function vertical(all, card, down) {
  const own = card.getBoundingClientRect();
  const middle = own.left + own.width / 2;
  const candidates = all.map(one => ({one, box: one.getBoundingClientRect()}))
    .filter(({box}) => (down ? box.top >= own.bottom : box.bottom <= own.top));
  const distance = ({box}) =>
    Math.abs(down ? box.top - own.bottom : own.top - box.bottom) * 10 + Math.abs(box.left + box.width / 2 - middle);
  return candidates.sort((a, b) => distance(a) - distance(b))[0]?.one;
}
