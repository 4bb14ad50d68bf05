const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `time` in ten letters, then sixteen by chance (ULID). Made where something must have a name before it is sent. */
export function ulid(nowMs: number, chance: () => number = Math.random): string {
  let time = ''
  for (let left = Math.floor(nowMs), i = 0; i < 10; i++, left = Math.floor(left / 32))
    time = LETTERS[left % 32] + time
  return time + Array.from({ length: 16 }, () => LETTERS[Math.floor(chance() * 32)]).join('')
}
