import { Image } from '@tarojs/components'
import { useMemo } from 'react'
import { renderSVG } from 'uqr'
import './qr-code.scss'

/** Black on white in every theme: scanners want contrast. */
export function QrCode({ text, id }: { readonly text: string; readonly id?: string }) {
  const address = useMemo(
    () => `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 1, ecc: 'M' }))}`,
    [text],
  )
  // It is as square as its box; in the browser `aspectFit` halves it where text is centred.
  return <Image className="qr" src={address} mode="scaleToFill" {...(id ? { id } : {})} />
}
