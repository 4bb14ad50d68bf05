import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'

export interface Scan {
  /** Opens the camera (or, in a browser, asks for the text). */
  readonly open: () => void
  /** To be drawn by the page; empty where the camera has its own screen. */
  readonly sheet: ReactNode
}

/** Scans a code of any kind and hands over its text. Nothing happens when one turns back. */
export function useScan(
  onText: (text: string) => void,
  _ask: { readonly title: string; readonly hint: string },
): Scan {
  const open = async () => {
    try {
      // A mini-program code has no text of its own: its page path carries the scene.
      const scanned: { result?: string; path?: string } = await Taro.scanCode({
        scanType: ['qrCode', 'wxCode'] as never,
      })
      onText(scanned.path || scanned.result || '')
    } catch {
      // The member closed the camera.
    }
  }
  return { open: () => void open(), sheet: null }
}
