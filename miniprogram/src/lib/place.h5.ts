import type { Place } from './place'

let found: Promise<Place> | undefined

/** One H5 build serves everywhere: the web server that gives it out says where the API is. */
export function findPlace(): Promise<Place> {
  found ??= fetch('/config.json')
    .then((reply) => reply.json() as Promise<Place>)
    .catch((fault) => {
      found = undefined
      throw fault
    })
  return found
}
