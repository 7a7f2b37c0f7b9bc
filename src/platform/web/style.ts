/** The one style sheet: system fonts, the browser's own light and dark, nothing loaded from anywhere. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1a19; --paper: #ffffff; --soft: #f3f2f1; --line: #8a8886; --quiet: #4a4846; --mark: #4f46a5; --on-mark: #ffffff; --good: #0b6a0b; --bad: #a4262c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f5f4f3; --paper: #1f1e1d; --soft: #2d2c2a; --line: #979593; --quiet: #c8c6c4; --mark: #b4aef5; --on-mark: #1b1a19; --good: #7fd67f; --bad: #ff9a9a; }
}
* { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; background: var(--paper); color: var(--ink); }
body { margin: 0; overflow-wrap: break-word; hyphens: auto; }
header { border-bottom: 0.25rem solid var(--mark); background: var(--soft); }
header p, main { max-width: 44rem; margin: 0 auto; padding: 0.75rem 1rem; }
header p { font-weight: 600; }
main { padding-bottom: 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 0.5rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 0.5rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0.25rem; }
p, ul, dl { margin: 0.5rem 0; }
ul { padding-left: 1.25rem; }
a { color: var(--mark); text-underline-offset: 0.15em; }
:focus-visible { outline: 0.2rem solid var(--mark); outline-offset: 0.2rem; }
dl { display: grid; grid-template-columns: fit-content(45%) 1fr; gap: 0.25rem 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; } }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.note { border-left: 0.25rem solid var(--mark); padding: 0.25rem 0 0.25rem 0.75rem; }
.error { border-left-color: var(--bad); color: var(--bad); font-weight: 600; }
.done { border-left: 0.25rem solid var(--good); padding: 0.25rem 0 0.25rem 0.75rem; }
.panel { background: var(--soft); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 1rem 1rem; margin: 1.5rem 0; }
.panel h2 { margin-top: 0.5rem; }
.panel.small h2 { font-size: 1.1rem; }
.text { border-top: 1px solid var(--line); }
.text p, .note p { margin: 0.4rem 0; }
.check { display: flex; gap: 0.75rem; align-items: flex-start; padding: 0.5rem 0; }
.check input { width: 1.5rem; height: 1.5rem; flex: none; margin: 0; accent-color: var(--mark); }
fieldset { border: 0; margin: 1.5rem 0; padding: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; }
fieldset .note { background: var(--paper); padding: 0.5rem 0.75rem; }
button { display: inline-block; font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0.6rem 1.25rem; border: 0.125rem solid var(--mark); border-radius: 0.375rem; background: var(--mark); color: var(--on-mark); cursor: pointer; }
@media (max-width: 30rem) { .panel { padding: 0.25rem 0.75rem 0.75rem; } button { width: 100%; padding: 0.6rem 0.5rem; } }
label, .field { display: block; }
.field { margin: 1.25rem 0; }
.field label { font-weight: 600; }
.field p { margin: 0.15rem 0; }
.field p.error { border-left: 0; }
input[type="text"], textarea { display: block; width: 100%; font: inherit; color: inherit; background: var(--paper); border: 0.125rem solid var(--line); border-radius: 0.25rem; padding: 0.6rem 0.75rem; min-height: 2.75rem; margin-top: 0.25rem; }
textarea { resize: vertical; }
[aria-invalid="true"] { border-color: var(--bad) !important; }
.alarm { border: 0.125rem solid var(--bad); border-radius: 0.5rem; padding: 0.5rem 1rem; margin: 1rem 0; }
.alarm h2 { margin: 0.25rem 0; color: var(--bad); }
.alarm h2 a { color: inherit; }
.alarm-line { color: var(--bad); font-weight: 600; }
.alarm-line a { color: inherit; }
.error h2 { margin: 0.25rem 0; font-size: 1.1rem; }
.error a { color: inherit; }
.numbers dd { font-weight: 600; }
.code { font: 600 clamp(1.1rem, 5vw, 1.4rem)/1.5 ui-monospace, Consolas, Menlo, monospace; background: var(--paper); border: 1px solid var(--line); border-radius: 0.25rem; padding: 0.5rem 0.75rem; hyphens: none; }
.answer blockquote { margin: 0.5rem 0 1.25rem; padding: 0.25rem 0.9rem; border-left: 0.25rem solid var(--mark); background: var(--paper); }
.item { padding-left: 1.25rem; text-indent: -1.25rem; }
.doors { list-style: none; padding: 0; }
.doors a { display: block; font-weight: 600; border: 0.125rem solid var(--mark); border-radius: 0.375rem; padding: 0.75rem 1rem; margin: 0.75rem 0; }
button.second { background: transparent; color: var(--mark); }
@media print { header { border: 0; } form { display: none; } }
`.trimStart();
