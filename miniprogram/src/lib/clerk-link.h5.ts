/** In a browser the QR holds the address of the page that accepts, so that any camera opens it. */
export const clerkLink = (code: string): string =>
  `${window.location.origin}${window.location.pathname}#/membership/clerk-invited?code=${code}`
