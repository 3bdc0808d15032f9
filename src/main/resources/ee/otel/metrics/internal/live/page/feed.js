/** Asks the server for news, again and again, while the page is visible. */

const LONGEST_WAIT = 5000;
const ANSWER_TIMEOUT = 15000;

export class Feed {
  #state = null;
  #timer = null;
  #asking = false;
  #paused = false;
  #failures = 0;

  /**
   * @param onData gets each answer
   * @param onConnection gets 'live', 'lost' or 'paused', and a sentence
   */
  constructor(onData, onConnection) {
    this.onData = onData;
    this.onConnection = onConnection;
    document.addEventListener('visibilitychange', () => this.#next(0));
  }

  start() {
    this.#next(0);
  }

  get paused() {
    return this.#paused;
  }

  pause(paused) {
    this.#paused = paused;
    this.onConnection(paused ? 'paused' : 'wait', paused ? 'paused' : 'connecting…');
    this.#next(0);
  }

  #next(millis) {
    clearTimeout(this.#timer);
    if (!this.#paused && !document.hidden) {
      this.#timer = setTimeout(() => this.#ask(), millis);
    }
  }

  async #ask() {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    let wait;
    try {
      const query = this.#state === null ? '' : `?since=${encodeURIComponent(this.#state)}`;
      const answer = await fetch(`data${query}`, {
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_TIMEOUT),
      });
      if (!answer.ok) {
        throw new Error(`the server answers ${answer.status}`);
      }
      const data = await answer.json();
      if (this.#paused) {
        return; // as if never asked: what came is asked for again
      }
      this.#failures = 0;
      this.#state = data.state;
      wait = data.poll;
      const begin = performance.now();
      this.onData(data);
      this.onConnection(data.problem ? 'lost' : 'live', data.problem || 'live');
      wait += Math.min(4000, 3 * (performance.now() - begin)); // a slow machine is asked less of
    } catch (problem) {
      this.#failures++;
      wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.#failures);
      if (!this.#paused) {
        const why = problem.message.startsWith('the server') ? `: ${problem.message}` : '';
        this.onConnection('lost', `no connection${why}, trying again`);
      }
    } finally {
      this.#asking = false;
      this.#next(wait ?? 0);
    }
  }
}
