// Before the first paint, so that a dark window does not flash white.
(() => {
  const chosen = localStorage.getItem('sandbox-theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    document.documentElement.dataset.theme =
      localStorage.getItem('sandbox-theme') ?? (system.matches ? 'dark' : 'light');
  };
  if (!chosen) system.addEventListener('change', apply);
  apply();
})();
