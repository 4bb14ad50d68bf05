/** What the QR of a clerk's invitation holds, for our own scanner to read; and what is copied. */
export const clerkLink = (code: string): string => code
