/** Where the metrics go, what was lost, and how full the streams are. */

import {element, setText} from './dom.js';
import {ago, count} from './format.js';

const NEARLY_FULL = 0.8;

export class Status {
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.key = null;
    this.ages = [];
  }

  draw(now) {
    const {status, leftOut} = this.store;
    const full = status.streams.filter(([, series, limit, overflowed]) =>
      overflowed > 0 || (limit > 0 && series >= NEARLY_FULL * limit));
    const key = JSON.stringify([status.routes, status.losses, full, leftOut]);
    if (key !== this.key) {
      this.key = key;
      this.ages = [];
      this.root.replaceChildren(
        ...status.routes.map(route => this.#route(route)),
        ...status.losses.map(loss => note(`${count(loss.count)} ${loss.unit} lost: ${loss.reason.replaceAll('_', ' ')}`)),
        ...full.map(([name, series, limit, overflowed]) => note(
          `${name}: ${count(series)} of ${count(limit)} series`
            + (overflowed > 0 ? `, ${count(overflowed)} measurements overflowed` : ''))),
        ...(leftOut > 0 ? [note(`${count(leftOut)} series are not shown: too many for this page`)] : []));
    }
    this.ages.forEach(([target, millis]) => setText(target, ago(millis, now)));
  }

  #route(route) {
    const when = element('span', {class: 'when'});
    if (route.time > 0) {
      this.ages.push([when, route.time]);
    }
    const made = element('p', {class: 'route'},
      element('b', {}, route.title),
      element('span', {class: 'words'}, route.words || 'nothing yet'), when,
      ...(route.waiting === '' ? [] : [element('span', {class: 'waiting'}, route.waiting)]));
    made.dataset.outcome = route.outcome;
    return made;
  }
}

function note(text) {
  return element('p', {class: 'note'}, text);
}
