/** What the QR of a sign-in to the console holds, for our own scanner to read. */
export const consoleLink = (code: string): string => code
