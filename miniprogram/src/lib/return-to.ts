import { storage } from './storage'

/** The benefit that somebody was looking at when they set out to join; it is kept over the sign-in page. */
export interface ReturnTo {
  readonly url: string
  readonly title: string
}

const STORED = 'return-to'

export const rememberReturn = (to: ReturnTo) => storage.write(STORED, to)
export const returnTo = (): ReturnTo | undefined => storage.read<ReturnTo>(STORED)
export const forgetReturn = () => storage.remove(STORED)
