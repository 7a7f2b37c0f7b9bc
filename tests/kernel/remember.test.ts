import { readingBriefly, remembering, rememberingLoosely } from '../../src/kernel/remember.ts';

test('the longest unused goes first', () => {
  const worked: string[] = [];
  const upper = remembering(2, (key: string) => {
    worked.push(key);
    return key.toUpperCase();
  });
  for (const key of ['one', 'two', 'one', 'three', 'one', 'three', 'two']) upper(key);
  expect(worked).toEqual(['one', 'two', 'three', 'two']);
});

test('what is remembered is worked out once, and again when it was dropped', () => {
  const worked: string[] = [];
  const upper = remembering(1, (key: string) => {
    worked.push(key);
    return key.toUpperCase();
  });
  expect(['a', 'a', 'b', 'a'].map(upper)).toEqual(['A', 'A', 'B', 'A']);
  expect(worked).toEqual(['a', 'b', 'a']);
});

describe('a brief reading', () => {
  function reading(answers: readonly (() => Promise<number>)[]) {
    const time = { now: 1_000 };
    let read = 0;
    const brief = readingBriefly(
      100,
      () => time.now,
      (_: string) => {
        const answer = answers[read];
        read += 1;
        if (!answer) throw new Error('read too often');
        return answer();
      },
    );
    return { brief, time };
  }
  const one = async () => 1;
  const two = async () => 2;

  test('is shared by those who ask within its time', async () => {
    const { brief, time } = reading([one]);
    const first = brief.read('x');
    time.now += 99;
    expect(await Promise.all([first, brief.read('x')])).toEqual([1, 1]);
  });

  test('ends with its time, and with a clock that is moved back', async () => {
    const { brief, time } = reading([one, two, one]);
    await brief.read('x');
    time.now += 100;
    expect(await brief.read('x')).toBe(2);
    time.now -= 1;
    expect(await brief.read('x')).toBe(1);
  });

  test('ends when it is forgotten, even while it is under way', async () => {
    const { brief } = reading([one, two]);
    const before = brief.read('x');
    brief.forget();
    expect(await Promise.all([before, brief.read('x')])).toEqual([1, 2]);
  });

  test('is not kept when it failed', async () => {
    const { brief } = reading([() => Promise.reject(new Error('no database')), two]);
    await expect(brief.read('x')).rejects.toThrow('no database');
    expect(await brief.read('x')).toBe(2);
  });
});

test('what is remembered loosely is the very same while someone holds it, and the longest unused goes first', () => {
  const loosely = rememberingLoosely<{ readonly found: string }>(2);
  expect(loosely.get('one')).toBeUndefined();
  const [one, two, three] = ['1', '2', '3'].map((found) => ({ found }));
  loosely.set('one', one ?? { found: '' });
  loosely.set('two', two ?? { found: '' });
  expect(loosely.get('one')).toBe(one);
  loosely.set('three', three ?? { found: '' });
  expect([loosely.get('one'), loosely.get('two'), loosely.get('three')]).toEqual([one, undefined, three]);
});
