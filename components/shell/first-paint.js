// Before anything is drawn: the chosen theme, so that nobody who wants it dark sees a white page first.
try {
  const theme = localStorage.getItem("sapa.theme");
  if (theme === "dark" || theme === "light") document.documentElement.style.colorScheme = theme;
} catch {
  // Blocked storage: the system's theme.
}
