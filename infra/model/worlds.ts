import type { World } from './world.ts'

/** Small enough to be walked whole, large enough for every two steps to meet. */
export const worlds: readonly World[] = [
  {
    name: 'base: the units far from most',
    stock: [0, 2],
    taps: [0, 1, 2],
    homes: [0, 0, 1],
    deaths: 2,
    donations: 6,
  },
  { name: 'a member taps twice', stock: [0, 1], taps: [0, 0, 1], homes: [0, 1], deaths: 2, donations: 6 },
  {
    name: 'three buckets, a member taps twice',
    stock: [0, 1, 1],
    taps: [0, 0, 1],
    homes: [0, 1],
    deaths: 1,
    donations: 6,
  },
  {
    name: 'three homes pull from each other',
    stock: [1, 1, 1],
    taps: [0, 1, 2],
    homes: [0, 0, 1],
    deaths: 1,
    donations: 6,
  },
  {
    name: 'more people than units',
    stock: [1, 1],
    taps: [0, 1, 2, 2],
    homes: [0, 1, 0],
    deaths: 1,
    donations: 6,
  },
  {
    name: 'closing in the middle',
    stock: [0, 2],
    taps: [0, 0, 1],
    homes: [0, 0],
    deaths: 1,
    donations: 6,
    closes: true,
  },
  {
    name: 'a restock in the middle',
    stock: [1, 0],
    taps: [0, 1, 2],
    homes: [1, 0, 1],
    deaths: 0,
    donations: 6,
    restocks: 1,
  },
]
