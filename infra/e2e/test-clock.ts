/** The server's clock, which a story turns on: its functions, the fake WeChat and the storage run in this process. */
const RealDate = Date
let aheadMs = 0

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) =>
    given.length > 0 ? Reflect.construct(target, given) : new target(target.now() + aheadMs),
  get: (target, name) => (name === 'now' ? () => target.now() + aheadMs : Reflect.get(target, name)),
})

/** Turns the clock on to an instant; never back. */
export function turnTo(instant: string): void {
  const ms = RealDate.parse(instant) - RealDate.now()
  if (ms < aheadMs) throw new Error(`${instant} is over`)
  aheadMs = ms
}
