/** What a certificate's QR holds, for our own scanner to read. */
export const certificateLink = (code: string): string => code
