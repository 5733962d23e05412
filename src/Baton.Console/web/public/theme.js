// Before anything is drawn, so that nothing is drawn twice.
try {
  const theme = JSON.parse(localStorage.getItem('baton.preferences') ?? '{}').theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // no storage, or not ours: the system's preference holds
}
