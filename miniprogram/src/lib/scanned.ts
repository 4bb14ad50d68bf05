/** What a scanned or typed text holds. A printed mini-program code gives a path, a link an address, a typist the bare code. */

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The scene of a join code, wherever it stands in the text. */
export const sceneIn = (text: string): string | undefined =>
  /(?:^|[^0-9A-Z])(J[2-9A-HJKMNP-Z]{15})(?![0-9A-Z])/.exec(decoded(text.trim()).toUpperCase())?.[1]

/** The code of a sign-in to the console, in its link or alone. */
export const signInCodeIn = (text: string): string | undefined =>
  /sgn_[0-7][0-9A-HJKMNP-TV-Z]{25}\.[A-Za-z0-9_-]{22}/.exec(decoded(text.trim()))?.[0]

/** The code of a clerk's invitation, wherever it stands in the text; typed, it may have gaps. */
export const clerkCodeIn = (text: string): string | undefined =>
  /(?:^|[^0-9A-Z])(C[2-9A-HJKMNP-Z]{15})(?![0-9A-Z])/.exec(
    decoded(text.trim()).toUpperCase().replace(/ /g, ''),
  )?.[1]

/** Twelve digits as somebody reads them out, with or without gaps. */
export const shortCodeIn = (text: string): string | undefined => {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{12}$/.test(digits) ? digits : undefined
}

/** What a desk was shown of a member: eight digits as read out, or the text of the QR. */
export const memberShownIn = (
  text: string,
): { readonly digits: string } | { readonly memberCode: string } => {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{8}$/.test(digits) ? { digits } : { memberCode: text.trim() }
}
