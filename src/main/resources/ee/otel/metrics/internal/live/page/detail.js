/** One metric, large: its chart, a filter for each attribute, its series and its exemplars. */

import {element, setText} from './dom.js';
import {Chart, largest} from './chart.js';
import {kindOf, nowOf} from './card.js';
import {attributes, count, formatter, number, time} from './format.js';

const LINES = 24;
const ROWS = 200;
const CHOICES = 300;
const EXEMPLARS = 20;

export class Detail {
  constructor(dialog, board) {
    this.dialog = dialog;
    this.board = board;
    this.metric = null;
    dialog.addEventListener('close', () => this.#closed());
    dialog.addEventListener('click', event => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
  }

  open(metric) {
    this.metric = metric;
    this.mode = metric.isHistogram ? 'heat' : 'lines';
    this.filters = new Map();
    this.keysSeen = -1;
    this.rowsKey = null;
    this.exemplarsKey = null;
    this.#build();
    this.dialog.showModal();
    this.draw();
  }

  #closed() {
    this.chart?.destroy();
    this.chart = null;
    this.metric = null;
    this.dialog.replaceChildren();
  }

  #build() {
    const metric = this.metric;
    const service = this.board.store.resourceName(metric.resource);
    this.now = element('p', {class: 'now'});
    this.plot = element('div', {class: 'plot'});
    this.readout = element('p', {class: 'readout', 'aria-live': 'off'});
    this.selects = element('div', {class: 'filters', role: 'group', 'aria-label': 'Filter by attribute'});
    this.uses = element('p', {class: 'uses'});
    this.table = element('table', {class: 'series'});
    this.exemplars = element('div', {class: 'exemplars'});
    const modes = metric.isHistogram
      ? [element('div', {class: 'switch', role: 'group', 'aria-label': 'How it is drawn'},
        this.#modeButton('heat', 'heat map'), this.#modeButton('quantiles', 'percentiles'),
        this.#modeButton('lines', 'rates'))]
      : [];
    this.dialog.replaceChildren(
      element('header', {},
        element('h2', {id: 'detail-name'}, metric.name),
        element('button', {type: 'button', class: 'close', onclick: () => this.dialog.close()}, 'Close')),
      element('p', {class: 'facts'},
        [kindOf(metric) + (metric.delta ? ', delta' : ''), metric.unit === '' ? 'no unit' : `unit ${metric.unit}`,
          `scope ${metric.scope || 'none'}${metric.scopeVersion === '' ? '' : ` ${metric.scopeVersion}`}`,
          ...(metric.scopeAttributes.length > 0 ? [attributes(metric.scopeAttributes)] : []), service].join(' · ')),
      ...(metric.description === '' ? [] : [element('p', {class: 'about'}, metric.description)]),
      element('div', {class: 'controls'}, this.now, ...modes),
      this.selects, this.plot, this.readout, this.uses,
      element('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Series'}, this.table),
      this.exemplars);
    this.chart = new Chart(this.plot, this.board.store, metric, true);
    this.plot.addEventListener('pointermove', () => this.#read());
    this.plot.addEventListener('pointerleave', () => this.#read());
  }

  #modeButton(mode, name) {
    const button = element('button', {type: 'button'}, name);
    button.setAttribute('aria-pressed', String(mode === this.mode));
    button.addEventListener('click', () => {
      this.mode = mode;
      button.parentElement.querySelectorAll('button').forEach(one =>
        one.setAttribute('aria-pressed', String(one === button)));
      this.draw();
    });
    return button;
  }

  /** The filters follow the attributes that there are. */
  #drawFilters(all) {
    if (this.keysSeen === this.metric.changed) {
      return;
    }
    this.keysSeen = this.metric.changed;
    const values = new Map();
    all.forEach(series => series.attributes.forEach(([key, value]) => {
      if (!values.has(key)) {
        values.set(key, new Set());
      }
      values.get(key).add(value);
    }));
    this.keys = [...values.keys()].sort();
    this.selects.replaceChildren(...this.keys.map(key => {
      const select = element('select', {'aria-label': key}, element('option', {value: ''}, 'all'),
        ...[...values.get(key)].sort().slice(0, CHOICES).map(value => element('option', {value: `=${value}`}, value)));
      select.value = this.filters.get(key) ?? '';
      select.addEventListener('change', () => {
        this.filters.set(key, select.value);
        this.draw();
      });
      return element('label', {}, element('span', {}, key), select);
    }));
  }

  #matches(series) {
    return [...this.filters].every(([key, wanted]) =>
      wanted === '' || series.attributes.some(([its, value]) => its === key && `=${value}` === wanted));
  }

  draw() {
    const metric = this.metric;
    if (metric === null) {
      return;
    }
    const all = this.board.shownOf(metric);
    this.#drawFilters(all);
    const shown = all.filter(series => this.#matches(series));
    const lines = largest(shown, LINES);
    setText(this.now, nowOf(metric, shown, this.board.store));
    this.chart.draw(this.mode, lines, shown, this.board.minutes, this.board.colours);
    this.#read();
    this.#drawUses(shown, lines);
    this.#drawTable(shown, lines);
    this.#drawExemplars(shown);
  }

  #read() {
    const text = this.chart?.readout() ?? [];
    setText(this.readout, text.join('   ') || ' ');
  }

  #drawUses(shown, lines) {
    const use = this.board.uses.get(this.metric.name);
    const parts = [`${count(shown.length)} series`];
    if (this.mode === 'lines' && lines.length < shown.length) {
      parts.push(`the ${lines.length} largest are drawn`);
    }
    if (use !== undefined && use.limit > 0) {
      parts.push(`${count(use.series)} of at most ${count(use.limit)} are in use`);
      parts.push(use.overflowed > 0
        ? `${count(use.overflowed)} measurements went into the overflow series`
        : 'no measurement has overflowed');
    }
    setText(this.uses, `${parts.join(', ')}.`);
  }

  #drawTable(shown, lines) {
    const sorted = [...shown].sort((a, b) => a.text.localeCompare(b.text)).slice(0, ROWS);
    const key = JSON.stringify([sorted.map(one => one.text), lines.map(one => one.text), this.mode, this.keys]);
    const columns = this.#columns();
    if (key !== this.rowsKey) {
      this.rowsKey = key;
      const head = element('tr', {}, ...[...this.keys, ...columns.map(([name]) => name)].map(name =>
        element('th', {scope: 'col'}, name)));
      this.rows = sorted.map(series => {
        const cells = columns.map(() => element('td', {class: 'value'}));
        const at = this.mode === 'lines' ? lines.indexOf(series) : -1;
        const of = name => (series.attributes.find(([its]) => its === name) ?? ['', ''])[1];
        const names = this.keys.map(name => element('td', {}, of(name)));
        const row = element('tr', {class: at < 0 ? '' : `line-${at % 8 + 1}`}, ...names, ...cells);
        return {series, row, cells};
      });
      const rest = shown.length - sorted.length;
      this.table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...this.rows.map(one => one.row)),
        ...(rest > 0 ? [element('caption', {}, `and ${count(rest)} more: choose a value above to see fewer`)] : []));
    }
    this.rows.forEach(({series, row, cells}) => {
      row.classList.toggle('gone', !series.alive);
      columns.forEach(([, read], i) => setText(cells[i], read(series)));
    });
  }

  #columns() {
    const metric = this.metric;
    const write = formatter(metric.unit);
    if (metric.isHistogram) {
      const of = (series, name) => series.summary?.[name];
      return [
        ['per second', series => number(series.latest)],
        ['count', series => count(of(series, 'count') ?? 0)],
        ['mean', series => write(of(series, 'sum') === null ? NaN : of(series, 'sum') / of(series, 'count'))],
        ['min', series => write(of(series, 'min'))],
        ['max', series => write(of(series, 'max'))],
      ];
    }
    if (metric.isRate) {
      return [
        ['rate', series => formatter(metric.unit, true)(series.latest)],
        ['total', series => (series.total === null ? '–' : write(series.total))],
      ];
    }
    return [['now', series => write(series.latest)]];
  }

  #drawExemplars(shown) {
    const wanted = new Set(shown);
    const latest = this.metric.exemplars.filter(one => wanted.has(one.series)).slice(-EXEMPLARS).reverse();
    const key = latest.map(one => `${one.time}${one.trace}${one.value}`).join();
    if (key === this.exemplarsKey) {
      return;
    }
    this.exemplarsKey = key;
    const write = formatter(this.metric.unit);
    this.exemplars.replaceChildren(...(latest.length === 0 ? [] : [
      element('h3', {}, 'Exemplars'),
      element('ul', {}, ...latest.map(one => element('li', {},
        element('span', {class: 'when'}, time(one.time)),
        element('b', {}, write(one.value)),
        element('code', {title: 'trace id'}, one.trace || 'no trace'),
        ...copyButton(one.trace),
        element('span', {class: 'about'}, attributes([...one.series.attributes, ...one.filtered])))))]));
  }
}

function copyButton(text) {
  if (text === '' || navigator.clipboard === undefined) {
    return [];
  }
  const button = element('button', {type: 'button', class: 'copy', 'aria-label': `Copy trace id ${text}`}, 'copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    setText(button, 'copied');
  });
  return [button];
}
