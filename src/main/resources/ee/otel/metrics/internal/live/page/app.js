/** Brings feed, store and views together. */

import {Board} from './card.js';
import {Detail} from './detail.js';
import {Feed} from './feed.js';
import {Query} from './query.js';
import {Status} from './status.js';
import {Store} from './store.js';
import {palette} from './chart.js';
import {setText} from './dom.js';
import {attributes, count, time} from './format.js';

const byId = id => document.getElementById(id);
const THEME = 'otel-metrics-theme';

const store = new Store();
const board = new Board(byId('metrics'), store, metric => detail.open(metric));
const detail = new Detail(byId('detail'), board);
const status = new Status(byId('status'), store);
const connection = byId('connection');
const search = byId('search');

function draw() {
  const shown = board.arrange();
  board.draw();
  detail.draw();
  status.draw(store.tick < 0 ? Date.now() : store.times[store.tick % store.times.length]);
  const empty = byId('empty');
  empty.hidden = shown > 0;
  setText(empty, store.metrics.size === 0
    ? 'Nothing has been measured yet. Metrics appear here as soon as there are some.'
    : 'No metric matches the search.');
  const names = new Set([...store.resources.keys()].map(id => store.resourceName(id)));
  const title = names.size === 0 ? 'Live metrics' : [...names].join(', ');
  setText(byId('title'), title);
  byId('title').title = [...store.resources.values()].map(attributes).join('\n');
  document.title = `${title} · live metrics`;
}

const feed = new Feed(
  data => {
    store.apply(data);
    draw();
  },
  (state, words) => {
    connection.dataset.state = state;
    const size = `${count(store.metrics.size)} metrics, ${count(store.countSeries())} series`;
    const at = store.tick < 0 ? '' : time(store.times[store.tick % store.times.length]);
    setText(connection, store.tick < 0 ? words : `${words} · ${size} · ${at}`);
  });

// Pausing.
function pause() {
  feed.pause(!feed.paused);
  byId('pause').setAttribute('aria-pressed', String(feed.paused));
  setText(byId('pause'), feed.paused ? 'Go on' : 'Pause');
}
byId('pause').addEventListener('click', pause);

// Searching.
search.addEventListener('input', () => {
  board.query = new Query(search.value);
  draw();
});

// The time shown.
document.querySelectorAll('[data-minutes]').forEach(button => button.addEventListener('click', () => {
  board.minutes = Number(button.dataset.minutes);
  document.querySelectorAll('[data-minutes]').forEach(one =>
    one.setAttribute('aria-pressed', String(one === button)));
  draw();
}));

// Dark and light.
function remembered() {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  setText(byId('theme'), name === 'dark' ? 'Light' : 'Dark');
  board.theme = name;
  board.colours = palette();
  draw();
}
function otherTheme() {
  const name = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(THEME, name);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  setTheme(name);
}
byId('theme').addEventListener('click', otherTheme);
setTheme(remembered() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));

// Keys.
byId('help').addEventListener('click', () => byId('keys').showModal());
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || byId('detail').open || byId('keys').open) {
    return;
  }
  if (event.target === search) {
    if (event.key === 'Escape') {
      search.value = '';
      search.dispatchEvent(new Event('input'));
      search.blur();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector('.card:not([hidden])')?.focus();
    }
    return;
  }
  switch (event.key) {
    case '/':
      event.preventDefault();
      search.focus();
      break;
    case 'p':
      pause();
      break;
    case 't':
      otherTheme();
      break;
    case '?':
      byId('keys').showModal();
      break;
    default:
  }
});

addEventListener('resize', () => requestAnimationFrame(draw));
feed.start();
