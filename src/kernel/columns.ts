type Upper<C extends string> = C extends Lowercase<C> ? C : `_${Lowercase<C>}`;
/** `raisedAt` as a column: `raised_at`. */
type Snake<S extends string> = S extends `${infer C}${infer Rest}` ? `${Upper<C>}${Snake<Rest>}` : S;
/** A column as the rules name it. */
type Camel<S extends string> = S extends `${infer Head}_${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : S;
/** Names that are otherwise. */
type Names<T> = Readonly<Partial<Record<keyof T, string>>>;
type AsUsual = Readonly<Record<never, string>>;
type Named<K, N, Usual> = K extends keyof N ? N[K] : Usual;

type Kept<T> = undefined extends T ? Kept<Exclude<T, undefined>> | null : T extends readonly (infer One)[] ? One[] : T;
type Given<T> = null extends T ? Exclude<T, null> | undefined : T;

/** The columns of what the rules know by its fields: what is `undefined` is null. */
export type Columns<T, N extends Names<T> = AsUsual> = {
  [K in keyof T & string as Named<K, N, Snake<K>> & string]: Kept<T[K]>;
};
/** The fields of a row. */
export type Fields<Row, N extends Names<Row> = AsUsual> = {
  readonly [K in keyof Row & string as Named<K, N, Camel<K>> & string]: Given<Row[K]>;
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const renamed = (
  all: object,
  names: Readonly<Record<string, string>>,
  usual: (name: string) => string,
  value: (one: unknown) => unknown,
): object =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [names[name] ?? usual(name), value(one)] as const));

/** @param names of columns that are called otherwise */
export const columns = <T extends object, const N extends Names<T> = AsUsual>(all: T, names?: N): Columns<T, N> =>
  renamed(all, { ...names }, snake, (one) => (Array.isArray(one) ? [...one] : (one ?? null))) as Columns<T, N>;

/** @param names of fields that are called otherwise */
export const fields = <Row extends object, const N extends Names<Row> = AsUsual>(row: Row, names?: N): Fields<Row, N> =>
  renamed(row, { ...names }, camel, (one) => one ?? undefined) as Fields<Row, N>;

/** Of a row that holds them, the fields with these names. @param names of columns that are called otherwise */
export const given =
  <T>() =>
  <K extends keyof T & string, const N extends Names<T> = AsUsual>(
    row: Columns<Pick<T, K>, N>,
    wanted: readonly K[],
    names?: N,
  ): Pick<T, K> => {
    const all: Readonly<Record<string, unknown>> = row;
    const called: Readonly<Record<string, unknown>> = { ...names };
    return Object.fromEntries(
      wanted.map((name) => [name, all[String(called[name] ?? snake(name))] ?? undefined]),
    ) as unknown as Pick<T, K>;
  };

type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Words<Rest> : S;
/** Names with spaces between them. */
export const words = <const S extends string>(list: S): readonly Words<S>[] => list.split(' ') as Words<S>[];

/** No more of it than these. */
export const pick = <T extends object, K extends keyof T>(all: T, names: readonly K[]): Pick<T, K> =>
  Object.fromEntries(names.map((name) => [name, all[name]])) as Pick<T, K>;
