import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { isSlow } from './slow.mjs';

const require = createRequire(import.meta.url);
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The longest first, so that no worker is left with one at the end; and those that wait for what they have started beside those that
 * only work, all the way, so that the processors have something to do and never too much at once. Jest knows how long a file took once
 * it has run here; a fresh clone and a machine that keeps nothing go by these, in seconds. Only the order hangs on them.
 */
const SECONDS = Object.entries({
  'access-matrix': 70,
  'access-standing': 40,
  'dsl-day': 50,
  start: 45,
  'acknowledge-check': 40,
  built: 35,
  'acknowledge-outages': 35,
  'acknowledge-year': 30,
  'acknowledge-faults': 25,
  'every-card': 25,
  'browser/': 20,
  page: 20,
  'policies/ask': 20,
  'by-link': 15,
  'report/form': 15,
  'never-lost': 15,
  http: 15,
  'acknowledge-': 12,
  'accounts/year': 12,
  'ask-after': 12,
  declaration: 12,
  doctor: 12,
  quality: 12,
  stop: 12,
  'head-and-managers': 10,
  chasing: 10,
  'same-passages': 10,
  mutations: 10,
  forms: 10,
  'journeys/': 8,
  'routing-': 8,
  wishes: 8,
  'campaign/year': 8,
  'hostile-': 8,
  detect: 6,
});

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const size = ({ path, context }) => context.hasteFS.getSize(path) ?? 0;
    const seconds = (test) =>
      test.duration !== undefined
        ? test.duration / 1_000
        : Math.max(
            ...SECONDS.filter(([part]) => where(test).includes(part)).map(([, most]) => most),
            size(test) / 5_000,
          );
    const where = ({ path, context }) => relative(context.config.rootDir, path).slice('tests'.length);
    // The cache of earlier runs is read by the sequencer that jest brings.
    const longestFirst = super.sort(tests).toSorted((one, other) => seconds(other) - seconds(one));
    const [slow, fast] = [true, false].map((which) => longestFirst.filter(({ path }) => isSlow(path) === which));
    return mixed(slow, fast, seconds);
  }
}

/** Both in their own order, each as far through its own seconds as the other. */
function mixed(slow, fast, seconds) {
  const [places, others] = [slow, fast].map((tests) => {
    const whole = tests.reduce((sum, test) => sum + seconds(test), 0);
    let before = 0;
    return tests.map((test) => {
      const place = before / whole;
      before += seconds(test);
      return { test, place };
    });
  });
  return [...places, ...others].toSorted((one, other) => one.place - other.place).map(({ test }) => test);
}
