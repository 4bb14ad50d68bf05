/** In a browser the QR holds the address of the page that verifies, so that any camera opens it. */
export const certificateLink = (code: string): string =>
  `${window.location.origin}${window.location.pathname}#/reading/verify?code=${code}`
