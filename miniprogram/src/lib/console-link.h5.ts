/** In a browser the QR holds the address of the page that confirms, so that any camera opens it. */
export const consoleLink = (code: string): string =>
  `${window.location.origin}${window.location.pathname}#/membership/console-confirm?code=${code}`
