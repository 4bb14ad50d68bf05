/** What a join code's QR holds, for our own scanner to read. */
export const joinLink = (scene: string): string => scene

/** What is copied is the code itself: there is no page to link to. */
export const copyLinkWords = '复制入会码'
