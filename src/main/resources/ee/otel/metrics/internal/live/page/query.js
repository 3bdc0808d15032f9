/** The search: words that a metric has to contain, and key=value that its series must carry. */
export class Query {
  constructor(text) {
    const words = text.toLowerCase().split(/\s+/).filter(word => word !== '');
    this.words = words.filter(word => word.indexOf('=') < 1);
    this.pairs = words.filter(word => word.indexOf('=') >= 1).map(word => {
      const at = word.indexOf('=');
      return [word.slice(0, at), word.slice(at + 1)];
    });
    this.empty = words.length === 0;
  }

  /** The series of a metric that are to be shown, of those that are given; empty for none. */
  of(metric, all) {
    if (this.empty) {
      return all;
    }
    const missing = this.words.filter(word => !metric.text.includes(word));
    return all.filter(series =>
      missing.every(word => series.text.includes(word))
        && this.pairs.every(([key, value]) => series.attributes.some(([itsKey, itsValue]) =>
          itsKey.toLowerCase() === key && itsValue.toLowerCase().includes(value))));
  }
}
