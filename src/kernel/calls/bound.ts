type Bound<All> = {
  readonly [Name in keyof All]: All[Name] extends (deps: never, ...of: infer Of) => infer Answer
    ? (...of: Of) => Answer
    : never;
};

/** Functions that take first what they are made from, without that. */
export const bound = <Deps, const All extends Readonly<Record<string, (deps: Deps, ...of: never[]) => unknown>>>(
  deps: Deps,
  all: All,
): Bound<All> =>
  Object.fromEntries(
    Object.entries(all).map(([name, one]) => [name, (...of: never[]) => one(deps, ...of)]),
  ) as unknown as Bound<All>;
