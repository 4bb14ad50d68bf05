/** What a join code's QR holds, for our own scanner to read. */
export const joinLink = (scene: string): string => scene
