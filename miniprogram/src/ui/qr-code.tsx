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
  return <Image className="qr" src={address} mode="aspectFit" {...(id ? { id } : {})} />
}
