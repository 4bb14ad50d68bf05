import { renderUnicodeCompact } from 'uqr'

/** White on black whatever the terminal's own colours are: a code the other way round is not read by every camera. */
export const terminalQr = (text: string): string =>
  renderUnicodeCompact(text)
    .split('\n')
    .map((line) => `\u001b[97;40m${line}\u001b[0m`)
    .join('\n')
