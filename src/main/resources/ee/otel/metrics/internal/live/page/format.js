/** Numbers, units and times as people read them. */

const plain = new Intl.NumberFormat('en', {maximumSignificantDigits: 3});
const compact = new Intl.NumberFormat('en', {maximumSignificantDigits: 3, notation: 'compact'});
const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const clock = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});

const SECONDS = {h: 3600, min: 60, s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9};
export const BYTES = {By: 1, KiBy: 1024, MiBy: 1024 ** 2, GiBy: 1024 ** 3, KBy: 1e3, MBy: 1e6, kBy: 1e3};
const BYTE_STEPS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A number of three digits, or a whole one of up to four. */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) {
    return value.toExponential(2);
  }
  if (size >= 10000) {
    return compact.format(value);
  }
  return size >= 1000 || Number.isInteger(value) ? whole.format(value) : plain.format(value);
}

/** A count with all its digits. */
export function count(value) {
  return whole.format(value);
}

export function time(millis) {
  return clock.format(millis);
}

/** How long ago, in words. */
export function ago(millis, now) {
  const seconds = Math.max(0, Math.round((now - millis) / 1000));
  if (seconds < 2) {
    return 'just now';
  }
  if (seconds < 120) {
    return `${seconds} s ago`;
  }
  return seconds < 7200 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3600)} h ago`;
}

function duration(seconds) {
  const size = Math.abs(seconds);
  if (size === 0) {
    return '0 s';
  }
  if (size < 1e-6) {
    return `${number(seconds * 1e9)} ns`;
  }
  if (size < 1e-3) {
    return `${number(seconds * 1e6)} µs`;
  }
  if (size < 1) {
    return `${number(seconds * 1e3)} ms`;
  }
  if (size < 120) {
    return `${number(seconds)} s`;
  }
  return size < 7200 ? `${number(seconds / 60)} min` : `${number(seconds / 3600)} h`;
}

function bytes(value) {
  let step = 0;
  let left = value;
  while (Math.abs(left) >= 1024 && step < BYTE_STEPS.length - 1) {
    left /= 1024;
    step++;
  }
  return `${plain.format(Number(left.toPrecision(3)))} ${BYTE_STEPS[step]}`;
}

/**
 * A function that writes values of a unit.
 *
 * @param unit as in the metric, UCUM by convention
 * @param perSecond whether the values are rates
 */
export function formatter(unit, perSecond = false) {
  const rate = perSecond ? '/s' : '';
  const absent = write => value =>
    value === null || value === undefined || Number.isNaN(value) ? '–' : write(value);
  if (unit in SECONDS && !perSecond) {
    return absent(value => duration(value * SECONDS[unit]));
  }
  if (unit in BYTES) {
    return absent(value => bytes(value * BYTES[unit]) + rate);
  }
  if (unit === '' || unit === '1') {
    return value => number(value) + rate;
  }
  if (/^\{[^{}]+\}$/.test(unit)) {
    const one = unit.slice(1, -1).replaceAll('_', ' ');
    const many = plural(one);
    return value => `${number(value)} ${value === 1 ? one : many}${rate}`;
  }
  return value => `${number(value)} ${unit}${rate}`;
}

/** Units in braces are English nouns, in the singular by convention. */
function plural(noun) {
  if (/[^aeiou]y$/.test(noun)) {
    return `${noun.slice(0, -1)}ies`;
  }
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The same without the unit where it is a word: for axes. */
export function axisFormatter(unit, perSecond = false) {
  return unit in BYTES || (unit in SECONDS && !perSecond) ? formatter(unit) : number;
}

/** Attributes as a line of text. */
export function attributes(pairs) {
  return pairs.length === 0 ? 'no attributes' : pairs.map(([key, value]) => `${key}=${value}`).join('  ');
}
