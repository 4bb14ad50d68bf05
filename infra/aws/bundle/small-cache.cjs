/**
 * Takes the place of `mnemonist/lru-cache` in the deployed bundles (`alias` in serverless.yml). `fast-jwt` and the SDK
 * keep detected kinds of keys and discovered endpoints in it, and we have neither; what they make as they load is a
 * bounded map, which this is in a few lines instead of two copies of 5 KB. (`fast-jwt` requires it, so it is CommonJS.)
 */
module.exports = class SmallCache {
  #kept = new Map()
  #capacity

  constructor(capacity) {
    this.#capacity = capacity
  }

  get(key) {
    return this.#kept.get(key)
  }

  has(key) {
    return this.#kept.has(key)
  }

  set(key, value) {
    if (this.#kept.size >= this.#capacity) this.#kept.clear()
    this.#kept.set(key, value)
  }
}
