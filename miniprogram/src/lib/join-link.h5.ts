/** In a browser the QR holds the page's address, so that any camera opens it. */
export const joinLink = (scene: string): string =>
  `${window.location.origin}${window.location.pathname}#/membership/join?scene=${scene}`

export const copyLinkWords = '复制网页链接'
