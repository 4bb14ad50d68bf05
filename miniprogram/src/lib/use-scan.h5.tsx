import { useState } from 'react'
import { ScanSheet } from '../ui/scan-sheet'
import type { Scan } from './use-scan'

/** A browser asks for the text instead: typed, pasted, or read from a picture where it can. */
export function useScan(
  onText: (text: string) => void,
  ask: { readonly title: string; readonly hint: string },
): Scan {
  const [shown, setShown] = useState(false)
  const close = () => setShown(false)
  const take = (text: string) => {
    close()
    onText(text)
  }
  return {
    open: () => setShown(true),
    sheet: shown ? <ScanSheet title={ask.title} hint={ask.hint} onText={take} onClose={close} /> : null,
  }
}
