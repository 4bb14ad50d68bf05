import { storage } from './storage'

/** Answers that are kept on the phone for when there is no network. They are one person's, and go with them. */
const KEPT = 'answer-'
/** Their keys, the one kept longest ago first. */
const ORDER = 'answers-in-order'
/** A voucher with all its outlets takes up to 80 KB, and a day may bring a new one. */
const AT_MOST = 60

/** One that stands in no order was kept before there was any, so it comes first. */
function keysInOrder(): readonly string[] {
  const order = storage.read<readonly string[]>(ORDER) ?? []
  const place = (key: string) => order.indexOf(key)
  return storage
    .keys()
    .filter((key) => key.startsWith(KEPT))
    .sort((one, other) => place(one) - place(other))
}

/** Of more than so many, those go that were kept longest ago. */
export function keepAnswer(name: string, body: unknown, atMost = AT_MOST): void {
  storage.write(KEPT + name, body)
  const others = keysInOrder().filter((key) => key !== KEPT + name)
  const stay = others.slice(Math.max(0, others.length + 1 - atMost))
  for (const key of others) if (!stay.includes(key)) storage.remove(key)
  storage.write(ORDER, [...stay, KEPT + name])
}

export const keptAnswer = <B>(name: string): B | undefined => storage.read<B>(KEPT + name)

export const forgetAnswer = (name: string): void => storage.remove(KEPT + name)

export function forgetAnswers(): void {
  for (const key of storage.keys()) if (key.startsWith(KEPT)) storage.remove(key)
}

storage.onFull(() => {
  const keys = keysInOrder()
  for (const key of keys.slice(0, Math.ceil(keys.length / 2))) storage.remove(key)
})
