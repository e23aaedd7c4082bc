// Before the first paint: the scheme that was chosen, so that a dark page does not begin with a white flash.
try {
  document.documentElement.dataset.theme = localStorage.getItem('theme') || 'system';
} catch {
  // Site data is blocked: the system's scheme.
}
