import { yuan } from '@gonghui/shared/lib/money'
import { grouped } from '../lib/words'

/** `26400000` → `264,000 元` */
export const yuanOf = (fen: number): string =>
  `${yuan(fen).replace(/^\d+/, (whole) => grouped(Number(whole)))} 元`
