const PLACEHOLDER = /\$\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;

/** The names of every `${{VARIABLE}}` in a text. */
export const placeholdersIn = (template: string): string[] => [
  ...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
];

/**
 * Puts values into a JSON text. An empty value counts as none, as it does for Microsoft 365 Agents Toolkit; what has none
 * is named in `missing` and left as it stands.
 */
export function render(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
): { readonly text: string; readonly missing: readonly string[] } {
  const filled = (name: string): string | undefined => values[name]?.trim() || undefined;
  return {
    // Quoted and cut, so that a value with a quotation mark cannot end the string it stands in.
    text: template.replace(PLACEHOLDER, (whole, name: string) => {
      const value = filled(name);
      return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
    }),
    missing: placeholdersIn(template).filter((name) => filled(name) === undefined),
  };
}
