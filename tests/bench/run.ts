/** `npm run bench -- <name> [args]` runs `tests/bench/<name>.ts`, whose default export takes the rest of the arguments. */
const [name, ...args] = process.argv.slice(2);
if (name === undefined || !/^[a-z-]+$/.test(name)) {
  console.error('usage: npm run bench -- <name> [args]');
  process.exit(2);
}
const bench: { default: (args: readonly string[]) => Promise<void> | void } = await import(`./${name}.ts`);
await bench.default(args);
