// Runs before the first paint, so that a dark console never flashes white. The same rule as
// src/app/theme.ts; it is a file of its own because the content security policy forbids inline code.
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem('eucora.theme');
  } catch (error) {
    console.warn('EUCORA edge: the theme cannot be remembered in this browser', error);
  }
  const dark =
    stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.add(dark ? 'wa-dark' : 'wa-light');
})();
