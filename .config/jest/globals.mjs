/**
 * `@jest/globals` for tests that node itself loads: each name answers with what the file being run has been given.
 * @type {{ current: Record<string, any> }}
 */
export const given = { current: {} };

const asGiven = (name) =>
  new Proxy(() => undefined, {
    apply: (_target, _this, parts) => given.current[name](...parts),
    get: (_target, key) => given.current[name][key],
  });

export const afterAll = asGiven('afterAll');
export const afterEach = asGiven('afterEach');
export const beforeAll = asGiven('beforeAll');
export const beforeEach = asGiven('beforeEach');
export const describe = asGiven('describe');
export const expect = asGiven('expect');
export const it = asGiven('it');
export const jest = asGiven('jest');
export const test = asGiven('test');
