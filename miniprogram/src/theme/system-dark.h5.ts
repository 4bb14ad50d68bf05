const query = window.matchMedia('(prefers-color-scheme: dark)')

export const isSystemDark = (): boolean => query.matches

export function onSystemDark(tell: (dark: boolean) => void) {
  // Safari before 14 has only the old form.
  if (query.addEventListener) query.addEventListener('change', (event) => tell(event.matches))
  else query.addListener((event) => tell(event.matches))
}
